import type { Definition, Value } from './definition';

export interface Message {
  message: string;
}

/** Until when somebody waits. */
export type Wait =
  | { until: 'duration'; duration: string }
  | { until: 'moment'; moment: string; personal: boolean }
  | { until: 'date'; column: string; offset: string; at: string; personal: boolean }
  | { until: 'time'; at: string; days: string[]; personal: boolean };

/** What somebody waits for; for ever where `upTo` is empty. */
export interface WaitFor {
  trigger: 'condition' | 'event';
  condition: string;
  event: string;
  upTo: string;
}

/** What tiles of each kind say, beside their paths. */
export interface DataOf {
  email: Message;
  sms: Message;
  push: Message;
  wait: Wait;
  'wait-for': WaitFor;
  branch: object;
  split: object;
  set: { values: Record<string, Value> };
  webhook: { url: string; body: Record<string, unknown> };
  exit: object;
}

export type Kind = keyof DataOf;

/**
 * A way through a block. The paths of a branch have conditions, but for the last one, which takes all others; those of
 * a split have shares in percent; a wait-for has two.
 */
export interface Path {
  key: string;
  role: 'if' | 'else' | 'share' | 'then';
  condition: string;
  share: string;
  tiles: Tile[];
}

/** A step on the canvas; its key is ours and the same as long as the page is open, its id is the file's. */
export interface TileOf<K extends Kind> {
  key: string;
  id?: string;
  kind: K;
  data: DataOf[K];
  paths: Path[];
}

export type Tile = { [K in Kind]: TileOf<K> }[Kind];

/** A journey as it is edited. */
export interface Journey extends Omit<Definition, 'steps' | 'exit' | 'audience'> {
  audience: { segments: string[]; exclude: string[] };
  exit: { segments: string[]; events: string[] };
  tiles: Tile[];
}

let last = 0;

/** A key that nothing else has. */
export const newKey = () => `t${++last}`;

export const newPath = (role: Path['role'], given: Partial<Path> = {}): Path => ({
  key: newKey(),
  role,
  condition: '',
  share: '',
  tiles: [],
  ...given,
});

export function newTile<K extends Kind>(kind: K, data: DataOf[K], paths: Path[] = []): TileOf<K> {
  return { key: newKey(), kind, data, paths };
}

/** Every tile, in the order of the text. */
export function allTiles(tiles: Tile[]): Tile[] {
  return tiles.flatMap((tile) => [tile, ...tile.paths.flatMap((path) => allTiles(path.tiles))]);
}

export const isMessage = (tile: Tile): tile is TileOf<'email'> | TileOf<'sms'> | TileOf<'push'> =>
  tile.kind === 'email' || tile.kind === 'sms' || tile.kind === 'push';

/** How many messages somebody gets at most. */
export function mostMessages(tiles: Tile[]): number {
  return tiles.reduce(
    (sum, tile) => sum + (isMessage(tile) ? 1 : 0) + Math.max(0, ...tile.paths.map((path) => mostMessages(path.tiles))),
    0,
  );
}
