// Composition root of the interface: finds out which host it has, and starts.

// oxlint-disable import/no-unassigned-import -- style sheets have no names
import "./theme/fonts.css";
import "./theme/tokens.css";
import "./theme/base.css";
import { createBridgeTransport } from "./api/bridge.ts";
import { createHttpTransport } from "./api/http.ts";
import { mountApp, mountRefusal } from "./app/mount.tsx";
import type { Bridge } from "../shared/contract/transport.ts";
import { applyFirstTheme } from "./theme/apply.ts";

applyFirstTheme();
const root = document.querySelector("#root")!;
const { inquest } = window as { readonly inquest?: Bridge };
const transport = inquest === undefined ? await createHttpTransport() : createBridgeTransport(inquest);
// The address of a new run, opened in the tab of the one before, changes the fragment alone: the page is to read it anew.
if (inquest === undefined) {
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith("#token=")) location.reload();
  });
}
if ("refused" in transport) mountRefusal(root, transport.refused);
else mountApp(root, transport);
