import type { ReactElement, ReactNode } from 'react';
import type { DataOf, Kind, Path, TileOf } from '../journeys/model/tiles';

export interface EditProps<K extends Kind> {
  tile: TileOf<K>;
  /** Changes the tile; changes of the same field, one after the other, are undone together. */
  change: (tile: TileOf<K>, field: string) => void;
}

/** All there is to know of a kind of tile. */
export interface TileKind<K extends Kind> {
  name: string;
  icon: ReactElement;
  /** What one says, in a line. */
  describe: (tile: TileOf<K>) => string;
  /** What a new one says. */
  make: () => { data: DataOf[K]; paths?: Path[] };
  Edit: (props: EditProps<K>) => ReactNode;
}
