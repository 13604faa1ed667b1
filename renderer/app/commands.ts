// What the application itself does for commands. A screen that binds the same command comes first.

import { useEffect } from "react";
import { useClient } from "../api/context.tsx";
import { available, run } from "../keys/registry.ts";
import { commandOf, useCommand } from "../keys/table.ts";
import { notify } from "../widgets/notify.ts";
import { useApp } from "./context.ts";
import { messageOf } from "./errors.ts";
import { moveRegion } from "./regions.ts";
import { useModel } from "./provider.tsx";

export type Overlay = "palette" | "keys" | "about";

const FALLBACK = { fallback: true } as const;

export function useAppCommands(show: (overlay: Overlay) => void): void {
  const app = useApp();
  const client = useClient();
  const model = useModel();
  const { current, cases, busy } = app;
  const id = current?.id;
  const ifCase = (act: (id: string) => void): (() => void) | null =>
    id === undefined ? null : () => act(id);

  const step = (by: number): void => {
    const index = cases.findIndex((one) => one.id === id);
    const next = cases[(Math.max(index, 0) + by + cases.length) % cases.length];
    if (next !== undefined) app.go(model.placeOf(next.id));
  };
  const exportReport = async (id: string): Promise<void> => {
    try {
      await app.save(await client.call("export.verification", { case: id, format: "markdown" }));
    } catch (error) {
      notify({ level: "error", title: "The report could not be made", message: messageOf(error) });
    }
  };
  const newWindow = async (): Promise<void> => {
    try {
      await client.call("window.new", {});
    } catch (error) {
      notify({ level: "error", title: "No new window", message: messageOf(error) });
    }
  };

  useCommand("palette", () => show("palette"));
  useCommand("help.keys", () => show("keys"));
  useCommand("help.about", () => show("about"));
  useCommand("region.next", () => moveRegion(1));
  useCommand("region.previous", () => moveRegion(-1));
  useCommand("theme.system", () => app.setTheme("system"));
  useCommand("theme.light", () => app.setTheme("light"));
  useCommand("theme.dark", () => app.setTheme("dark"));
  useCommand("window.new", app.info.capabilities.newWindow ? () => void newWindow() : null);

  useCommand("case.open-dialog", app.openDialog);
  useCommand("case.open-sample", () => void app.open({ kind: "sample" }));
  useCommand(
    "case.close",
    ifCase((id) => void app.close(id)),
  );
  useCommand(
    "case.verify",
    ifCase((id) => void app.verify(id)),
    FALLBACK,
  );
  useCommand("case.next", cases.length > 1 ? () => step(1) : null);
  useCommand("case.previous", cases.length > 1 ? () => step(-1) : null);
  useCommand("task.cancel", busy === null ? null : busy.cancel);
  useCommand(
    "export.verification",
    ifCase((id) => void exportReport(id)),
    FALLBACK,
  );
  useCommand(
    "command.copy",
    current === null ? null : () => void app.copy(current.command, "Command"),
    FALLBACK,
  );

  // Checks are on the verification screen: from elsewhere the way leads there first.
  const elsewhere = current !== null && app.route.screen !== "verification";
  const toChecks = elsewhere ? () => app.go({ screen: "verification", case: current.id }) : null;
  useCommand("check.next-failed", toChecks, FALLBACK);
  useCommand("check.previous-failed", toChecks, FALLBACK);

  useCommand("go.start", () => app.go({ screen: "start" }));
  useCommand("go.trust", () => app.go({ screen: "trust" }));
  useCommand(
    "go.verification",
    ifCase((id) => app.go({ screen: "verification", case: id })),
  );
  useCommand(
    "go.records",
    ifCase((id) => app.go({ screen: "records", case: id })),
  );

  useEffect(
    () =>
      client.on("menu.command", ({ command }) => {
        if (run(command) || available().has(command)) return;
        notify({ level: "info", title: `${commandOf(command).title}: open a bundle first` });
      }),
    [client],
  );
}
