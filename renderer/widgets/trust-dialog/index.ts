export { TrustDialog } from "./trust-dialog.tsx";
export type { Claim } from "./trust-dialog.tsx";
