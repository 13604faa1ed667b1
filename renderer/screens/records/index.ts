export { RecordsScreen } from "./screen.tsx";
