// What is in the bundle, by what it is.

import { TriangleAlert } from "lucide-react";
import type { Case } from "../../../shared/contract/cases.ts";
import { useApp } from "../../app/context.ts";
import { Button } from "../../widgets/button.tsx";
import { formatBytes, formatCount, formatNumberOf } from "../../widgets/format.ts";
import { Panel } from "../../widgets/panel.tsx";
import { ROLE_NAMES } from "../../widgets/file-roles.ts";
import styles from "./panels.module.css";

export function FilePanel({ shown }: { readonly shown: Case }) {
  const app = useApp();
  const { inventory } = shown;
  if (inventory.length === 0) {
    return (
      <Panel title="Files">
        <p className={styles.note}>Not read: the archive gives no list that can be relied on.</p>
      </Panel>
    );
  }
  const files = inventory.reduce((sum, group) => sum + group.files, 0);
  const faulty = inventory.reduce((sum, group) => sum + group.faulty, 0);
  const list = (): void => app.go({ screen: "records", case: shown.id, params: { tab: "files" } });
  return (
    <Panel
      title={`Files \u00b7 ${formatCount(files)}`}
      aside={
        <Button size="s" variant="quiet" onPress={list}>
          Show all
        </Button>
      }
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Files</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {inventory.map((group) => (
            <tr key={group.role}>
              <th scope="row">
                <span className={styles.what}>
                  {ROLE_NAMES[group.role]}
                  {group.faulty > 0 && (
                    <span className={styles.bad}>
                      <TriangleAlert size={12} aria-hidden /> {formatCount(group.faulty)} not as listed
                    </span>
                  )}
                </span>
              </th>
              <td>{formatCount(group.files)}</td>
              <td>{formatBytes(group.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={faulty > 0 ? styles.fault : styles.note}>
        {faulty > 0
          ? `${formatNumberOf(faulty, "file")} changed, added or missing against the manifest.`
          : "All are listed in the manifests, each with its own hash."}
      </p>
    </Panel>
  );
}
