export function electronBinary(): string | null;
export function fetchElectron(): string | null;
export function hasDisplay(): boolean;
