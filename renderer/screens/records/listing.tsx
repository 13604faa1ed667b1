// Whether a manifest names a file, by shape, colour and word.

import { CircleAlert, CircleCheck, FileX, Minus } from "lucide-react";
import type { BundleFile } from "../../../shared/contract/cases.ts";
import { Icon } from "../../widgets/icon.tsx";
import { LISTING_WORDS } from "./model/file-words.ts";
import cells from "./cells.module.css";

const SHAPES = {
  listed: CircleCheck,
  differs: FileX,
  unlisted: CircleAlert,
  missing: FileX,
  exempt: Minus,
};
const TONES = { ok: cells.ok, bad: cells.bad, neutral: cells.faint };

export function Listing({ listing }: Pick<BundleFile, "listing">) {
  const { word, tone } = LISTING_WORDS[listing];
  return (
    <span className={cells.outcome}>
      <span className={TONES[tone]}>
        <Icon icon={SHAPES[listing]} size={13} />
      </span>
      {word}
    </span>
  );
}
