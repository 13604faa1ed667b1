// The files of the bundle: a table of them, and beside it the one that is open.

import { FileSearch } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import type { BundleFile, Case } from "../../../shared/contract/cases.ts";
import { visible } from "../../../shared/encoding/visible.ts";
import { useAsync, useClient } from "../../api/context.tsx";
import type { Client } from "../../api/client.ts";
import { useApp } from "../../app/context.ts";
import { messageOf } from "../../app/errors.ts";
import { useCommand } from "../../keys/table.ts";
import { Button } from "../../widgets/button.tsx";
import { Callout } from "../../widgets/callout.tsx";
import { EmptyState } from "../../widgets/empty-state.tsx";
import { Evidence } from "../../widgets/evidence.tsx";
import { formatBytes, formatNumberOf, formatCount, shortHash } from "../../widgets/format.ts";
import { SearchField } from "../../widgets/search-field.tsx";
import type { GridColumn } from "../../widgets/virtual/columns.ts";
import { VirtualGrid } from "../../widgets/virtual/grid.tsx";
import type { GridHandle } from "../../widgets/virtual/grid.tsx";
import { PageCache } from "../../widgets/virtual/page-cache.ts";
import { FilePane } from "./file-pane.tsx";
import { Listing } from "./listing.tsx";
import { ROLE_NAMES } from "../../widgets/file-roles.ts";
import { LISTING_WORDS } from "./model/file-words.ts";
import { Split } from "./split.tsx";
import cells from "./cells.module.css";
import css from "./log-view.module.css";

const PAGE = 1_000;
const FILE_GRID: readonly GridColumn<BundleFile>[] = [
  {
    id: "path",
    title: "Path",
    width: 330,
    share: 4,
    cell: ({ path }) => <PathCell path={path} />,
  },
  { id: "role", title: "Role", width: 150, drop: 2, cell: ({ role }) => ROLE_NAMES[role] },
  {
    id: "size",
    title: "Size",
    width: 90,
    end: true,
    drop: 1,
    cell: ({ size }) => <span className={cells.number}>{size === null ? "–" : formatBytes(size)}</span>,
  },
  { id: "listing", title: "Manifest", width: 130, cell: ListingCell },
  {
    id: "sha256",
    title: "SHA-256",
    width: 170,
    drop: 3,
    cell: ({ sha256 }) => <span className={cells.mono}>{sha256 === null ? "–" : shortHash(sha256)}</span>,
  },
];

/** Characters of a long name's end that always show. */
const TAIL = 14;
const LONG = 32;

/** The end of a path tells files apart: where the room is short its folder gives way, then the middle of its name. */
function PathCell({ path }: { readonly path: string }) {
  const slash = path.lastIndexOf("/") + 1;
  const tail = path.length - slash > LONG ? path.length - TAIL : path.length;
  return (
    <span className={cells.path}>
      <span className="visually-hidden">
        <Evidence text={path} />
      </span>
      <span className={cells.parts} aria-hidden title={visible(path)}>
        {slash > 0 && (
          <span className={cells.folder}>
            <Evidence text={path.slice(0, slash)} mono clip />
          </span>
        )}
        <span className={cells.file}>
          <Evidence text={path.slice(slash, tail)} mono clip />
        </span>
        {tail < path.length && (
          <span className={cells.tail}>
            <Evidence text={path.slice(tail)} mono clip />
          </span>
        )}
      </span>
    </span>
  );
}

function ListingCell({ listing }: BundleFile) {
  return <Listing listing={listing} />;
}

interface FileList {
  readonly text: string;
  readonly first: readonly BundleFile[];
  readonly rows: PageCache<BundleFile>;
}

async function listFiles(client: Client, id: string, text: string): Promise<FileList> {
  const call = (from: number, count: number) => client.call("files.list", { case: id, text, from, count });
  const { total, files } = await call(0, PAGE);
  const rows = new PageCache<BundleFile>({
    count: total,
    pageSize: PAGE,
    first: files,
    load: async (from, count) => (await call(from, count)).files,
  });
  return { text, first: files, rows };
}

export function FilesView({ case: shown, path }: { readonly case: Case; readonly path: string | null }) {
  const client = useClient();
  const { go } = useApp();
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const [moved, setMoved] = useState<{ rows: PageCache<BundleFile>; row: number } | null>(null);
  useCommand("find.focus", () => input.current?.focus());

  const answer = useAsync(() => listFiles(client, shown.id, text), [client, shown.id, text, shown.verdict]);
  const list =
    answer.state === "ready" ? answer.value : answer.state === "loading" ? answer.previous : undefined;
  const all = shown.inventory.reduce((sum, group) => sum + group.files, 0);
  const openAt = useMemo(
    () => (path === null ? -1 : (list?.first.findIndex((file) => file.path === path) ?? -1)),
    [list, path],
  );
  const active = moved !== null && moved.rows === list?.rows ? moved.row : openAt < 0 ? null : openAt;

  const show = (file: string | null): void =>
    go(
      {
        screen: "records",
        case: shown.id,
        params: { tab: "files", ...(file === null ? {} : { file }) },
      },
      { replace: path !== null },
    );
  const openRow = (row: number): void => {
    if (list === undefined) return;
    setMoved({ rows: list.rows, row });
    void list.rows.fetch(row).then(
      (file) => file !== undefined && show(file.path),
      () => {},
    );
  };
  const moveTo = (row: number): void => {
    if (list === undefined) return;
    setMoved({ rows: list.rows, row });
    if (path !== null) openRow(row);
  };
  const step = (by: number): void => {
    if (list === undefined || list.rows.count === 0) return;
    const row = Math.min(Math.max(0, (active ?? (by > 0 ? -1 : list.rows.count)) + by), list.rows.count - 1);
    grid.current?.reveal(row);
    moveTo(row);
  };
  useCommand("rows.next", () => step(1));
  useCommand("rows.previous", () => step(-1));
  const close = (): void => {
    show(null);
    grid.current?.focus();
  };

  const total = list?.rows.count ?? 0;
  return (
    <div className={css.log}>
      <search className={css.tools} aria-label="Files">
        <div className={css.search}>
          <SearchField
            label="Search the files"
            placeholder="Search paths"
            value={text}
            onChange={(next) => setText(next.slice(0, 1_000))}
            inputRef={input}
          />
        </div>
        <output className={css.count}>
          {list === undefined
            ? ""
            : list.text === "" || total === all
              ? formatNumberOf(total, "file")
              : `${formatCount(total)} of ${formatNumberOf(all, "file")}`}
        </output>
      </search>
      {answer.state === "failed" && (
        <div className={css.notice}>
          <Callout tone="bad" title="The files could not be listed">
            {messageOf(answer.error)}
          </Callout>
        </div>
      )}
      <Split
        label="Width of the file"
        pane={path === null ? null : <FilePane key={path} case={shown} path={path} onClose={close} />}
        onEscape={close}
      >
        {list === undefined ? (
          <div className={css.waiting} aria-busy />
        ) : total === 0 ? (
          <EmptyState
            icon={FileSearch}
            title={list.text === "" ? "The bundle holds no files" : "No path matches"}
            actions={
              list.text === "" ? undefined : <Button onPress={() => setText("")}>Show all files</Button>
            }
          />
        ) : (
          <VirtualGrid
            ref={grid}
            label="Files of the bundle"
            columns={FILE_GRID}
            rows={list.rows}
            active={active}
            onActive={moveTo}
            onOpen={openRow}
            tone={({ listing }) => (LISTING_WORDS[listing].tone === "bad" ? "bad" : undefined)}
          />
        )}
      </Split>
    </div>
  );
}
