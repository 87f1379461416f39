import type { Journey, Tile } from './tiles';

/** The ids by which the engine knows tiles, by their keys: their own, or their path such as `3.2.1`. */
export function idsOf(journey: Journey): Map<string, string> {
  const ids = new Map<string, string>();
  const add = (tiles: Tile[], prefix: string) =>
    tiles.forEach((tile, index) => {
      const path = `${prefix}${index + 1}`;
      ids.set(tile.key, tile.id ?? path);
      tile.paths.forEach((it, number) => add(it.tiles, `${path}.${number + 1}.`));
    });
  add(journey.tiles, '');
  return ids;
}
