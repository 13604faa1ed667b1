// The command that gives the same verdict, quoted so that a pasted line does just that and nothing else.

/** Characters that a terminal would act on or hide: control, format and separator characters, and halves of pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
const PLAIN = /^[\w@%+=:,./-]+$/;

/** `trustPath` is left out where no trust file was named. */
export function verifyCommandLine(
  path: string,
  trustPath: string | undefined,
  platform: string = process.platform,
): string {
  const quote = platform === "win32" ? quoteWindows : quotePosix;
  const words = ["inquest", "verify", quote(notAnOption(path))];
  if (trustPath !== undefined) words.push("--trust", quote(notAnOption(trustPath)));
  return words.join(" ");
}

function notAnOption(path: string): string {
  return path.startsWith("-") ? `./${path}` : path;
}

/**
 * Single quotes, inside which nothing is special. Where the path holds characters that cannot be seen, the form
 * $'...' of bash, zsh, ksh and POSIX 2024, with each byte of such a character as three octal digits.
 */
function quotePosix(text: string): string {
  if (PLAIN.test(text)) return text;
  if (!UNSEEN.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const body = Array.from(text, (char) => {
    if (char === "'" || char === "\\") return `\\${char}`;
    if (!UNSEEN.test(char)) return char;
    return Array.from(Buffer.from(char), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  });
  return `$'${body.join("")}'`;
}

/** Double quotes, which no Windows path can hold; a backslash before the closing one would take it as text. */
function quoteWindows(text: string): string {
  if (/^[\w@+=:,.\\/-]+$/.test(text)) return text;
  return `"${text.replaceAll('"', "").replace(/\\+$/, (slashes) => slashes + slashes)}"`;
}
