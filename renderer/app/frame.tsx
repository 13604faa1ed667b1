// The window: header, the ribbon of a case, the screen, and what floats above them.

import { useEffect, useRef, useState } from "react";
import { usePlatform } from "../keys/platform.ts";
import { listenForKeys } from "../keys/listen.ts";
import { ErrorBoundary } from "../widgets/error-boundary.tsx";
import { ToastRegion } from "../widgets/toasts.tsx";
import { AboutDialog } from "./about.tsx";
import { BusyCard } from "./busy.tsx";
import { useAppCommands } from "./commands.ts";
import type { Overlay } from "./commands.ts";
import { useApp } from "./context.ts";
import { DropTarget } from "./drop.tsx";
import styles from "./frame.module.css";
import { Header } from "./header.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { Palette } from "./palette.tsx";
import { CaseRibbon, Screen } from "./screens.tsx";
import { titleOf } from "./titles.ts";
import { useUncaught } from "./uncaught.ts";

export function Frame() {
  const app = useApp();
  const platform = usePlatform();
  const main = useRef<HTMLElement>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  useAppCommands(setOverlay);
  useUncaught();

  const { screen } = app.route;
  useEffect(() => listenForKeys(() => ({ platform, scope: screen })), [platform, screen]);

  const title = titleOf(app.route, app.current, app.cases);
  useEffect(() => {
    document.title = title;
    // What had the focus may have gone with the screen before: then the new screen has it, and not the top of the page.
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) main.current?.focus();
  }, [title]);

  // One who opened, closed or went somewhere by what is in the header, or by a key, goes on at the place that came of it.
  const place = `${screen} ${app.current?.id ?? ""}`;
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (document.activeElement?.closest("header[data-region]")) main.current?.focus();
  }, [place]);

  const close = (): void => setOverlay(null);
  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header onMenu={setOverlay} />
      <CaseRibbon />
      <div className={styles.stage}>
        <main ref={main} className={styles.main} aria-label={title} data-region="" tabIndex={-1}>
          <ErrorBoundary name="This screen" resetKey={place}>
            <Screen />
          </ErrorBoundary>
        </main>
        <div className={styles.ring} />
      </div>
      <div className={styles.floats}>
        <ToastRegion />
        <BusyCard />
      </div>
      <DropTarget />
      <Palette isOpen={overlay === "palette"} onClose={close} />
      <KeySheet isOpen={overlay === "keys"} onClose={close} />
      <AboutDialog isOpen={overlay === "about"} onClose={close} />
    </div>
  );
}
