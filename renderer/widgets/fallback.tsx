// What stands in the place of a part that failed.

import { CircleX, Copy, RotateCcw } from "lucide-react";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Evidence } from "./evidence.tsx";
import styles from "./fallback.module.css";
import { notify } from "./notify.ts";

interface FallbackProps {
  readonly name: string;
  readonly error: Error;
  readonly where: string;
  readonly onRetry: () => void;
}

export function Fallback({ name, error, where, onRetry }: FallbackProps) {
  const text = `${error.stack ?? String(error)}\n${where}`.trim();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => notify({ level: "ok", title: "Error text copied" }),
      () => notify({ level: "error", title: "The error text could not be copied: select it by hand." }),
    );
  };
  return (
    <div role="alert" className={styles.fallback}>
      <EmptyState
        icon={CircleX}
        title={`${name} failed`}
        actions={
          <>
            <Button variant="main" icon={RotateCcw} onPress={onRetry}>
              Try again
            </Button>
            <Button icon={Copy} onPress={copy}>
              Copy error text
            </Button>
          </>
        }
      >
        <p>This is a fault of the program, not of the evidence. Nothing is lost: the case stays open.</p>
        <p>
          <Evidence text={error.message === "" ? error.name : error.message} mono />
        </p>
      </EmptyState>
      <details className={styles.details}>
        <summary>Details</summary>
        <pre>{text}</pre>
      </details>
    </div>
  );
}
