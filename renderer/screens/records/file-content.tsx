// The content of a file as a tree, as text or as bytes; the first piece, and more when it is asked for.

import { useMemo, useState } from "react";
import { messageOf } from "../../app/errors.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { formatBytes } from "../../widgets/format.ts";
import { JsonView, TextView } from "../../widgets/json/json-view.tsx";
import { HexView } from "./hex-view.tsx";
import { contentOf, WAYS } from "./model/content.ts";
import type { Way } from "./model/content.ts";
import { MOST_BYTES, useFile } from "./use-file.ts";
import css from "./file-pane.module.css";

const WAY_WORDS: Readonly<Record<Way, string>> = { tree: "Tree", text: "Text", hex: "Bytes" };

export function FileContent({ caseId, path }: { readonly caseId: string; readonly path: string }) {
  const { bytes, size, loading, error, more } = useFile(caseId, path);
  const partial = bytes !== null && size !== null && bytes.length < size;
  const content = useMemo(
    () => (bytes === null ? null : contentOf(path, bytes, partial)),
    [path, bytes, partial],
  );
  const [chosen, choose] = useState<Way | null>(null);
  const failure = error !== null && (
    <Callout
      tone="bad"
      title="The file cannot be read"
      actions={<Button onPress={() => more(1)}>Try again</Button>}
    >
      {messageOf(error)}
    </Callout>
  );
  if (content === null || bytes === null || size === null)
    return (
      <div className={css.content} aria-busy={loading}>
        {failure}
      </div>
    );
  if (size === 0) return <div className={css.content}>The file is empty.</div>;

  const ways = WAYS[content.kind];
  const way = chosen !== null && ways.includes(chosen) ? chosen : ways[0]!;
  const actions = ways.length > 1 && (
    <fieldset className={css.ways} aria-label="Show as">
      {ways.map((one) => (
        <button
          key={one}
          type="button"
          className={css.way}
          aria-pressed={one === way}
          onClick={() => choose(one)}
        >
          {WAY_WORDS[one]}
        </button>
      ))}
    </fieldset>
  );
  return (
    <div className={css.content}>
      {failure}
      {way === "tree" && (
        <JsonView
          text={content.text}
          label="the file"
          many={content.kind === "json-lines"}
          partial={partial}
          actions={actions}
        />
      )}
      {way === "text" && <TextView text={content.text} label="the file" actions={actions} />}
      {way === "hex" && (
        <>
          {actions !== false && <div className={css.hexBar}>{actions}</div>}
          <HexView bytes={bytes} />
        </>
      )}
      {partial && (
        <div className={css.rest}>
          The first {formatBytes(bytes.length)} of {formatBytes(size)}.
          {bytes.length >= MOST_BYTES ? (
            <span>More than that is not held here.</span>
          ) : (
            <>
              <Button size="s" isDisabled={loading} onPress={() => more(1)}>
                {loading ? "Reading…" : "Show 1 MB more"}
              </Button>
              {size - bytes.length > 1_048_576 && (
                <Button
                  size="s"
                  isDisabled={loading}
                  onPress={() => more(Math.ceil((Math.min(size, MOST_BYTES) - bytes.length) / 1_048_576))}
                >
                  {size <= MOST_BYTES ? "Show all" : `Show ${formatBytes(MOST_BYTES)}`}
                </Button>
              )}
            </>
          )}
        </div>
      )}
    </div>
  );
}
