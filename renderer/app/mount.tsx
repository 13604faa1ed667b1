// Starts the interface in an element: first what the host is and which cases are open, then the application.

import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import type { Transport } from "../../shared/contract/transport.ts";
import { createClient } from "../api/client.ts";
import { ErrorBoundary } from "../widgets/error-boundary.tsx";
import { Boot } from "./boot.tsx";
import { Notice } from "./notice.tsx";

export function mountApp(root: Element, transport: Transport): void {
  const client = createClient(transport);
  createRoot(root).render(
    <StrictMode>
      {/* The words are English: what the library says itself is to be so too. */}
      <I18nProvider locale="en-GB">
        <ErrorBoundary name="Inquest">
          <Boot client={client} />
        </ErrorBoundary>
      </I18nProvider>
    </StrictMode>,
  );
}

/** In place of the interface, where the host will not talk to this page. */
export function mountRefusal(root: Element, reason: string): void {
  createRoot(root).render(<Notice title="This page is not connected">{reason}</Notice>);
}
