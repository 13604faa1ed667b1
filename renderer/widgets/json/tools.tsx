// Above an OutlineView: search with its count and steps, folding, and what else there is to do with the text.

import { ChevronDown, ChevronsDownUp, ChevronsUpDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import { IconButton } from "../button.tsx";
import { formatCount } from "../format.ts";
import { SearchField } from "../search-field.tsx";
import { MAX_FOUND } from "./find.ts";
import type { HitSearch } from "./use-hits.ts";
import css from "./json.module.css";

export interface OutlineToolsProps {
  readonly label: string;
  readonly search: HitSearch;
  readonly goTo: (offset: number) => void;
  readonly onFoldAll?: (() => void) | undefined;
  readonly onUnfoldAll?: (() => void) | undefined;
  readonly actions: ReactNode;
}

export function OutlineTools({ label, search, goTo, onFoldAll, onUnfoldAll, actions }: OutlineToolsProps) {
  const { wanted, want, hits } = search;
  const go = (by: number): void => {
    const offset = search.step(by);
    if (offset !== null) goTo(offset);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  const found = hits?.offsets.length ?? 0;
  return (
    <div className={css.tools}>
      <div className={css.find}>
        <SearchField
          label={`Search in ${label}`}
          placeholder="Search"
          value={wanted}
          onChange={want}
          onKeyDown={onKeyDown}
        />
      </div>
      <output className={css.found}>
        {hits === null
          ? ""
          : found === 0
            ? "Not found"
            : `${formatCount(hits.current + 1)} of ${formatCount(found)}${found >= MAX_FOUND ? "+" : ""}`}
      </output>
      {found > 0 && (
        <>
          <IconButton size="s" label="Previous place (Shift+Enter)" icon={ChevronUp} onPress={() => go(-1)} />
          <IconButton size="s" label="Next place (Enter)" icon={ChevronDown} onPress={() => go(1)} />
        </>
      )}
      <span className={css.gap} />
      {onUnfoldAll !== undefined && (
        <IconButton size="s" label="Unfold all" icon={ChevronsUpDown} onPress={onUnfoldAll} />
      )}
      {onFoldAll !== undefined && (
        <IconButton size="s" label="Fold all" icon={ChevronsDownUp} onPress={onFoldAll} />
      )}
      {actions}
    </div>
  );
}
