// What this program is, which versions it is made of, and where it writes its log.

import { Copy } from "lucide-react";
import { Button } from "../widgets/button.tsx";
import { Dialog } from "../widgets/dialog.tsx";
import styles from "./about.module.css";
import { useApp } from "./context.ts";

interface AboutDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function AboutDialog({ isOpen, onClose }: AboutDialogProps) {
  const { info, copy } = useApp();
  const rows = [
    ["Version", info.version],
    ["Runs as", HOSTS[info.host]],
    ["Platform", info.platform],
    ...info.versions.map(({ name, version }) => [
      `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`,
      version,
    ]),
    ["Log", info.logPath ?? "cannot be written"],
    ["Licence", "Apache-2.0"],
  ];
  const text = [info.name, ...rows.map((row) => row.join(": "))].join("\n");
  return (
    <Dialog
      title={`About ${info.name}`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <Button icon={Copy} onPress={() => void copy(text, "Version details")}>
          Copy details
        </Button>
      }
    >
      <p>
        Verifies signed evidence of what autonomous systems did, and says what that proves and what it does
        not.
      </p>
      <dl className={styles.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        {info.host === "web"
          ? "Opens no network connection: the page talks to the program on this machine and to nothing else. Nothing is fetched, reported or updated."
          : "Opens no network connection. Nothing is fetched, reported or updated."}
      </p>
    </Dialog>
  );
}

const HOSTS = { desktop: "desktop application", web: "page of inquest serve", memory: "test" };
