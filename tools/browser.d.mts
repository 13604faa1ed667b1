export function findChromium(): string | null;
export function chromiumOptions(): { executablePath: string; args: string[] };
