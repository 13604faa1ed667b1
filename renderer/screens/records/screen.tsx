// What is in the bundle: the action log as a table with the decision chain of each record, and the files.

import type { Case } from "../../../shared/contract/cases.ts";
import { useApp } from "../../app/context.ts";
import { formatCount } from "../../widgets/format.ts";
import { Tabs } from "../../widgets/tabs.tsx";
import { FilesView } from "./files-view.tsx";
import { LogView } from "./log-view.tsx";
import css from "./screen.module.css";

export interface RecordsScreenProps {
  readonly case: Case;
  /** `line`: the record that is open; `tab`: "files"; `file`: the path of the file that is open. */
  readonly params: Readonly<Record<string, string>>;
}

export function RecordsScreen({ case: shown, params }: RecordsScreenProps) {
  const { go } = useApp();
  const tab = params["tab"] === "files" ? "files" : "log";
  const show = (id: string): void => {
    if (id !== tab)
      go({ screen: "records", case: shown.id, ...(id === "files" ? { params: { tab: id } } : {}) });
  };
  const files = shown.inventory.reduce((sum, group) => sum + group.files, 0);
  const line = lineOf(params["line"]);
  return (
    <div className={css.screen}>
      <h1 className="visually-hidden">Records</h1>
      <Tabs
        label="Views of the records"
        value={tab}
        onChange={show}
        items={[
          {
            id: "log",
            label: <Title name="Action log" count={shown.verdict.entries} />,
            children: <LogView case={shown} line={line} />,
          },
          {
            id: "files",
            label: <Title name="Files" count={files} />,
            children: <FilesView case={shown} path={params["file"] ?? null} />,
          },
        ]}
      />
    </div>
  );
}

function Title({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <>
      {name} <span className={css.count}>{formatCount(count)}</span>
    </>
  );
}

/** A line of the log from the address; null where it is none. */
function lineOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9][0-9]{0,14}$/.test(text) ? Number(text) : null;
}
