// Where a window goes: where it was, as far as the displays of today have that place.

import type { Rectangle } from "electron";
import { MIN_SIZE } from "./window-options.ts";

export interface WindowState {
  /** Device-independent pixels. */
  readonly bounds: Rectangle;
  readonly maximised: boolean;
}

export interface Place {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

const FIRST_SIZE = { width: 1_360, height: 860 };
/** How much of a window must be on a display for it to be found and moved. */
const GRIP = 80;
const CASCADE = 28;

/**
 * @param areas work areas of the displays, the main one first.
 * @param open windows that are open: each new one is a step further right and down.
 */
export function placeWindow(saved: WindowState | null, areas: readonly Rectangle[], open = 0): Place {
  const main = areas[0];
  if (main === undefined) return FIRST_SIZE;
  if (saved === null) return fitSize(FIRST_SIZE, main);
  const { bounds } = saved;
  const x = bounds.x + open * CASCADE;
  const y = bounds.y + open * CASCADE;
  const area = areas.find((area) => isWithin(x, y, bounds.width, area));
  if (area === undefined) return fitSize(bounds, main);
  return { x, y, ...fitSize(bounds, area) };
}

function fitSize(
  size: { width: number; height: number },
  area: Rectangle,
): { width: number; height: number } {
  return {
    width: Math.max(Math.min(size.width, area.width), MIN_SIZE.width),
    height: Math.max(Math.min(size.height, area.height), MIN_SIZE.height),
  };
}

/** Whether enough of the window's upper edge, by which it is moved, lies in the area. */
function isWithin(x: number, y: number, width: number, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= GRIP && y >= area.y && y <= area.y + area.height - GRIP;
}
