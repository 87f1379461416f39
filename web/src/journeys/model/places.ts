import { ENTRY, EXIT } from './layout';
import type { Journey, Tile } from './tiles';

/** The tile that a value is part of, by its JSON pointer: the entry criteria where it is none's. */
export function tileAt(journey: Journey, pointer: string | undefined): string {
  const [part, ...rest] = (pointer ?? '').split('/').slice(1);
  if (part === 'exit' || part === 'goal') {
    return EXIT;
  }
  return (part === 'steps' && inner(journey.tiles, rest)) || ENTRY;
}

function inner(tiles: Tile[], [index, , ...rest]: string[]): string | undefined {
  const tile = tiles[Number(index)];
  if (tile === undefined) {
    return undefined;
  }
  const isWaitFor = tile.kind === 'wait-for';
  const path = isWaitFor ? tile.paths.find((it) => it.role === rest[0]) : tile.paths[Number(rest[0])];
  const below = rest.slice(isWaitFor ? 1 : 2);
  return (path !== undefined && below.length > 0 && inner(path.tiles, below)) || tile.key;
}
