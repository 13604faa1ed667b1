// One file of the bundle: what is known of it, and its content.

import { X } from "lucide-react";
import type { BundleFile, Case } from "../../../shared/contract/cases.ts";
import { useAsync, useClient } from "../../api/context.tsx";
import { messageOf } from "../../app/errors.ts";
import { IconButton } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatBytes, formatCount } from "../../widgets/format.ts";
import { Hash } from "../../widgets/hash.tsx";
import { FactList, Row } from "./facts.tsx";
import { FileContent } from "./file-content.tsx";
import { Listing } from "./listing.tsx";
import { ROLE_NAMES } from "../../widgets/file-roles.ts";
import { LISTING_WORDS } from "./model/file-words.ts";
import css from "./file-pane.module.css";

export interface FilePaneProps {
  readonly case: Case;
  readonly path: string;
  readonly onClose: () => void;
}

export function FilePane({ case: shown, path, onClose }: FilePaneProps) {
  const client = useClient();
  const answer = useAsync(async (): Promise<BundleFile | null> => {
    const text = path.slice(0, 1_000);
    const { files } = await client.call("files.list", { case: shown.id, text, from: 0, count: 1_000 });
    return files.find((file) => file.path === path) ?? null;
  }, [client, shown.id, path]);
  const file = answer.state === "ready" ? answer.value : null;
  return (
    <section className={css.pane} aria-label="File">
      <header className={css.top}>
        <h2 className={css.title}>
          <Evidence text={path} mono />
        </h2>
        <IconButton label="Close (Escape)" icon={X} size="s" onPress={onClose} />
      </header>
      <div className={css.facts}>
        {answer.state === "ready" && file === null && (
          <Callout tone="warn" title="There is no such file in this bundle">
            The address names a file that the bundle does not list.
          </Callout>
        )}
        {answer.state === "failed" && <Callout tone="bad">{messageOf(answer.error)}</Callout>}
        {file !== null && (
          <FactList>
            <Row label="Role">{ROLE_NAMES[file.role]}</Row>
            {file.size !== null && (
              <Row label="Size">
                {formatBytes(file.size)}
                {file.size >= 1_000 && <span className={css.faint}> · {formatCount(file.size)} bytes</span>}
              </Row>
            )}
            <Row label="Manifest">
              <Listing listing={file.listing} />
              <span className={css.sentence}>{LISTING_WORDS[file.listing].sentence}</span>
            </Row>
            {file.sha256 !== null && (
              <Row label="SHA-256">
                <Hash value={file.sha256} copy />
              </Row>
            )}
          </FactList>
        )}
      </div>
      {file !== null && file.size !== null && <FileContent caseId={shown.id} path={path} />}
    </section>
  );
}
