import { newTile, type Kind, type Tile } from '../journeys/model/tiles';
import { branch } from './branch';
import { email } from './email';
import { exit } from './exit';
import type { TileKind } from './kind';
import { push } from './push';
import { set } from './set';
import { sms } from './sms';
import { split } from './split';
import { wait } from './wait';
import { waitFor } from './wait-for';
import { webhook } from './webhook';

/** Every kind of tile, in the order in which they are offered. */
const TILES: { [K in Kind]: K extends 'email' | 'sms' | 'push' ? typeof email : TileKind<K> } = {
  email,
  sms,
  push,
  wait,
  'wait-for': waitFor,
  branch,
  split,
  set,
  webhook,
  exit,
};

export const KINDS = Object.keys(TILES) as Kind[];

/** A kind, whichever it is. */
export const kindOf = (kind: Kind) => TILES[kind] as unknown as TileKind<Kind>;

export function makeTile(kind: Kind): Tile {
  const { data, paths } = kindOf(kind).make();
  return newTile(kind, data, paths) as Tile;
}

export const nameOf = (tile: Tile) => kindOf(tile.kind).name;
export const describeTile = (tile: Tile) => kindOf(tile.kind).describe(tile);
