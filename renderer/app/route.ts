// Where the interface is, kept in the address after "#": "#/", "#/trust", "#/case/<id>/<screen>?<params>".

export const CASE_SCREENS = ["verification", "records"] as const;
export type CaseScreen = (typeof CASE_SCREENS)[number];

export type Route =
  | { readonly screen: "start" }
  | { readonly screen: "trust" }
  | {
      readonly screen: CaseScreen;
      readonly case: string;
      readonly params?: Readonly<Record<string, string>> | undefined;
    };

export const START: Route = { screen: "start" };

const CASE_ADDRESS = /^#\/case\/([0-9a-z-]{1,40})\/([a-z]+)(?:\?(.*))?$/s;

/** Never fails: an address that means nothing is the start. */
export function parseRoute(hash: string): Route {
  if (hash === "#/trust") return { screen: "trust" };
  const [, id, name, query] = CASE_ADDRESS.exec(hash) ?? [];
  const screen = CASE_SCREENS.find((known) => known === name);
  if (id === undefined || screen === undefined) return START;
  const params = Object.fromEntries(new URLSearchParams(query ?? ""));
  return Object.keys(params).length === 0 ? { screen, case: id } : { screen, case: id, params };
}

/** The address of a route, from "#" on. Parameters are in the order of their names: one place has one address. */
export function formatRoute(route: Route): string {
  if (route.screen === "start") return "#/";
  if (route.screen === "trust") return "#/trust";
  const params = new URLSearchParams(
    Object.entries(route.params ?? {}).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
  const query = params.size === 0 ? "" : `?${params.toString()}`;
  return `#/case/${route.case}/${route.screen}${query}`;
}

export function caseOf(route: Route): string | null {
  return "case" in route ? route.case : null;
}
