// Faults that no boundary sees: in handlers of events, in promises that nobody waits for. They are told, not swallowed.

import { useEffect } from "react";
import { notify } from "../widgets/notify.ts";
import { messageOf } from "./errors.ts";

export function useUncaught(): void {
  useEffect(() => {
    const tell = (error: unknown): void =>
      void notify({ level: "error", title: "A fault of the program", message: messageOf(error) });
    const onError = (event: ErrorEvent): void => {
      // Chromium reports this where an observer has more to do in the next frame: it is no fault.
      if (!event.message.startsWith("ResizeObserver loop")) tell(event.error ?? event.message);
    };
    const onRejection = (event: PromiseRejectionEvent): void => tell(event.reason);
    window.addEventListener("error", onError);
    window.addEventListener("unhandledrejection", onRejection);
    return () => {
      window.removeEventListener("error", onError);
      window.removeEventListener("unhandledrejection", onRejection);
    };
  }, []);
}
