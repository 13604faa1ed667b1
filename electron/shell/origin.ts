// The application's own scheme: the only address that its windows ever show or ask for.

export const SCHEME = "app";
export const HOST = "inquest";
export const ORIGIN = `${SCHEME}://${HOST}`;
export const START_URL = `${ORIGIN}/`;

/** Whether an address is one of our own page. Read by a parser: `app://inquest.evil/` begins like ours. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return (
    url !== null &&
    url.protocol === `${SCHEME}:` &&
    url.hostname === HOST &&
    url.port === "" &&
    url.username === "" &&
    url.password === ""
  );
}
