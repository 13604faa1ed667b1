export { VerificationScreen } from "./screen.tsx";
