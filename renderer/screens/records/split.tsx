// Two parts side by side, the right one of a width that mouse and keys change. Escape closes it.

import { useLayoutEffect, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import css from "./split.module.css";

const LEAST = 340;
const LEAST_LEFT = 280;
const STEP = 24;
/** The width that was last chosen, for as long as the program runs. */
const chosen: { width: number | null } = { width: null };

export interface SplitProps {
  readonly children: ReactNode;
  /** Null: there is none, and the left part has all the room. */
  readonly pane: ReactNode | null;
  /** Names the separator. */
  readonly label: string;
  readonly onEscape: () => void;
}

export function Split({ children, pane, label, onEscape }: SplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(chosen.width);
  const [room, setRoom] = useState(1_200);
  useLayoutEffect(() => {
    const element = box.current!;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const most = Math.max(LEAST, room - LEAST_LEFT);
  const set = (next: number): void => {
    remember(Math.round(Math.min(Math.max(LEAST, next), most)));
    setWidth(chosen.width);
  };
  const now = (): number => box.current?.querySelector("[data-pane]")?.clientWidth ?? LEAST;

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: now() + STEP,
      ArrowRight: now() - STEP,
      Home: LEAST,
      End: most,
    };
    const next = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(box.current!.getBoundingClientRect().right - event.clientX);
  };
  const onEscapeKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || pane === null) return;
    event.preventDefault();
    onEscape();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape from any part of it
    <div ref={box} className={css.split} onKeyDown={onEscapeKey}>
      <div className={css.left} data-region="" tabIndex={-1}>
        {children}
      </div>
      {pane !== null && (
        <>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a separator that moves is a control */}
          <div
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule of the text cannot be moved
            role="separator"
            aria-orientation="vertical"
            aria-label={label}
            aria-valuenow={Math.round(width ?? usual(room))}
            aria-valuemin={LEAST}
            aria-valuemax={most}
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a separator that moves is a control
            tabIndex={0}
            className={css.separator}
            onKeyDown={onKeyDown}
            onPointerDown={onPointerDown}
            onPointerMove={onPointerMove}
          />
          <div
            className={css.right}
            data-pane=""
            data-region=""
            tabIndex={-1}
            style={{ width: Math.min(width ?? usual(room), most) }}
          >
            {pane}
          </div>
        </>
      )}
    </div>
  );
}

function remember(width: number): void {
  chosen.width = width;
}

/** The width at first: a third or so, and never too narrow or too wide to read. */
function usual(room: number): number {
  return Math.min(Math.max(LEAST, 0.36 * room), 620);
}
