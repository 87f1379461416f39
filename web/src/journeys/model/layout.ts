import type { Place } from './commands';
import type { Journey, Path, Tile } from './tiles';

/** What stands somewhere on the canvas. */
export type Box = { id: string; x: number; y: number; width: number; height: number } & (
  | { kind: 'entry' | 'exit' }
  | { kind: 'tile'; tile: Tile }
  | { kind: 'path'; tile: Tile; path: Path }
  | { kind: 'rest'; share: string }
  | { kind: 'plus'; place: Place }
  | { kind: 'join' }
);

export interface Line {
  id: string;
  from: string;
  to: string;
}

/** A journey on the canvas; boxes are in the order in which they are read. */
export interface Layout {
  boxes: Box[];
  lines: Line[];
}

export const ENTRY = 'entry';
export const EXIT = 'exit';

const WIDTH = 320;
const LABEL = { width: 220, height: 32 };
const PLUS = 28;
const GAP = 14;
const BETWEEN = 36;

/**
 * Everything from top to bottom, paths beside each other; `tallOf` says how high a tile is, or the entry or exit
 * criteria, `canAdd` whether there are places to add one.
 */
export function layout(journey: Journey, tallOf: (key: string) => number, canAdd = true): Layout {
  const boxes: Box[] = [];
  const lines: Line[] = [];

  /** Puts a box below a point, in its middle, and draws a line to it from what stands above. */
  const put = (box: Box, from: string | undefined): string => {
    boxes.push(box);
    if (from !== undefined) {
      lines.push({ id: `${from}>${box.id}`, from, to: box.id });
    }
    return box.id;
  };
  const at = (x: number, y: number, width: number, height: number) => ({ x: x - width / 2, y, width, height });

  /** A path's tiles, from a middle and a height on; answers what stands last, nothing where everybody is out. */
  const sequence = (
    tiles: Tile[],
    path: string,
    x: number,
    top: number,
    above: string,
  ): [string | undefined, number] => {
    let y = top;
    let last: string | undefined = above;
    const plus = (index: number) => {
      if (!canAdd) {
        y += GAP;
        return;
      }
      last = put({ kind: 'plus', id: `+${path}:${index}`, place: { path, index }, ...at(x, y, PLUS, PLUS) }, last);
      y += PLUS + GAP;
    };
    tiles.forEach((tile, index) => {
      plus(index);
      const tall = tallOf(tile.key);
      put({ kind: 'tile', id: tile.key, tile, ...at(x, y, WIDTH, tall) }, last);
      last = tile.key;
      y += tall + GAP;
      if (tile.paths.length > 0) {
        y = paths(tile, x, y + GAP);
        last = `${tile.key}:join`;
      }
    });
    if (tiles.at(-1)?.kind === 'exit') {
      return [undefined, y];
    }
    plus(tiles.length);
    return [last, y];
  };

  const paths = (tile: Tile, x: number, top: number): number => {
    const lanes = lanesOf(tile);
    let left = x - widthOf(tile) / 2;
    let bottom = top;
    const ends: (string | undefined)[] = [];
    for (const lane of lanes) {
      const middle = left + lane.width / 2;
      left += lane.width + BETWEEN;
      const label = at(middle, top, LABEL.width, LABEL.height);
      const y = top + LABEL.height + GAP;
      if (lane.path === undefined) {
        ends.push(put({ kind: 'rest', id: `${tile.key}:rest`, share: lane.share, ...label }, tile.key));
        bottom = Math.max(bottom, y);
      } else {
        const id = put({ kind: 'path', id: lane.path.key, tile, path: lane.path, ...label }, tile.key);
        const [last, end] = sequence(lane.path.tiles, lane.path.key, middle, y, id);
        ends.push(last);
        bottom = Math.max(bottom, end);
      }
    }
    const join = `${tile.key}:join`;
    boxes.push({ kind: 'join', id: join, ...at(x, bottom + GAP, 2, 2) });
    ends.filter((end) => end !== undefined).forEach((from) => lines.push({ id: `${from}>${join}`, from, to: join }));
    return bottom + 2 * GAP;
  };

  put({ kind: 'entry', id: ENTRY, ...at(0, 0, WIDTH, tallOf(ENTRY)) }, undefined);
  const [last, end] = sequence(journey.tiles, '', 0, tallOf(ENTRY) + GAP, ENTRY);
  put({ kind: 'exit', id: EXIT, ...at(0, end, WIDTH, tallOf(EXIT)) }, last);
  return { boxes, lines };
}

interface Lane {
  path?: Path;
  share: string;
  width: number;
}

function lanesOf(tile: Tile): Lane[] {
  const lanes: Lane[] = tile.paths.map((path) => ({
    path,
    share: path.share,
    width: Math.max(WIDTH, ...path.tiles.map(widthOf)),
  }));
  const rest = restOf(tile);
  return rest > 0 ? [...lanes, { share: String(rest), width: LABEL.width }] : lanes;
}

/** How wide a tile is with all that is inside it. */
function widthOf(tile: Tile): number {
  const lanes = lanesOf(tile);
  return Math.max(
    WIDTH,
    lanes.reduce((sum, lane) => sum + lane.width, BETWEEN * (lanes.length - 1)),
  );
}

/** What a split leaves over, in percent. */
export function restOf(tile: Tile): number {
  if (tile.kind !== 'split') {
    return 0;
  }
  const sum = tile.paths.reduce((total, path) => total + (Number(path.share) || 0), 0);
  return Math.max(0, Math.round((100 - sum) * 10_000) / 10_000);
}
