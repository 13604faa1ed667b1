// Files dropped anywhere on the window are opened.

import { FileDown } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { notify } from "../widgets/notify.ts";
import { useApp } from "./context.ts";
import styles from "./drop.module.css";

export function DropTarget() {
  const { openFiles, info } = useApp();
  const [over, setOver] = useState(false);
  const opened = useEffectEvent((files: readonly File[]) => void openFiles(files));

  useEffect(() => {
    // Enter and leave come for every element on the way; the difference says whether it is over the window.
    let depth = 0;
    const at = (handle: (event: DragEvent) => void) => (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      // Otherwise the browser would leave the page for the file.
      event.preventDefault();
      handle(event);
      setOver(depth > 0);
    };
    const enter = at(() => (depth += 1));
    const leave = at(() => (depth -= 1));
    const move = at((event) => (event.dataTransfer!.dropEffect = "copy"));
    const drop = at((event) => {
      depth = 0;
      opened(droppedFiles(event.dataTransfer!));
    });
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", move);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", move);
      window.removeEventListener("drop", drop);
    };
  }, []);

  if (!over) return null;
  return (
    <div className={styles.over}>
      <div className={styles.frame}>
        <FileDown size={28} strokeWidth={1.5} aria-hidden />
        <strong>Drop to verify</strong>
        <span>
          {info.capabilities.paths
            ? "The bundle is read where it is and never changed."
            : "A copy is sent to the program; the bundle itself is never changed."}
        </span>
      </div>
    </div>
  );
}

/** Without folders: they have a File too, which cannot be read. */
function droppedFiles(data: DataTransfer): File[] {
  const entries = [...data.items].filter((item) => item.kind === "file");
  const folders = entries.filter((item) => item.webkitGetAsEntry()?.isDirectory === true);
  if (folders.length > 0) {
    notify({
      level: "warning",
      title: "A folder is no bundle",
      message: "Make one of it first: inquest pack <folder>.",
    });
  }
  return entries
    .filter((item) => !folders.includes(item))
    .map((item) => item.getAsFile())
    .filter((file) => file !== null);
}
