// A hash: whole, or its two ends, and a button that copies it whole.

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";
import { shortHash } from "./format.ts";
import styles from "./hash.module.css";
import { notify } from "./notify.ts";

export interface HashProps {
  readonly value: string;
  readonly short?: boolean | undefined;
  readonly copy?: boolean | undefined;
}

export function Hash({ value, short = false, copy = false }: HashProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const take = (): void => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => notify({ level: "error", title: "The hash could not be copied: the clipboard refused it." }),
    );
  };
  return (
    <span className={styles.hash}>
      <code className={styles.value} title={short ? value : undefined}>
        {short ? shortHash(value) : value}
      </code>
      {copy && (
        <IconButton
          size="s"
          label={copied ? "Copied" : "Copy the whole hash"}
          icon={copied ? Check : Copy}
          onPress={take}
        />
      )}
    </span>
  );
}
