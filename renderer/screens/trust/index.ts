export { TrustScreen } from "./screen.tsx";
