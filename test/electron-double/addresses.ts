// Plain Chromium cannot be sent to a scheme of one's own. So `app://inquest/x` is shown to it as
// `https://inquest.app.test/x`, an address that exists nowhere and is answered by the stand-in alone, and every address
// that Chromium tells is turned back.

const SUFFIX = ".app.test";

export function toChromium(address: string): string {
  const match = /^app:\/\/([^/?#]*)(.*)$/s.exec(address);
  return match === null ? address : `https://${match[1]}${SUFFIX}${match[2] === "" ? "/" : match[2]}`;
}

export function fromChromium(address: string): string {
  const match = /^(?:https|wss):\/\/([^/?#]*)\.app\.test(\/.*)?$/s.exec(address);
  return match === null ? address : `app://${match[1]}${match[2] ?? ""}`;
}
