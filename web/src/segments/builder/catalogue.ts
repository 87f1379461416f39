import type { Table } from '../../api/tables';
import type { Aggregation, Column, ColumnType } from './tree';

/** What always happens to people, and its columns; `left` in none of them is a table. */
const INTERACTIONS: Record<string, string[]> = {
  sent: ['message', 'journey', 'channel'],
  delivered: ['message', 'journey', 'channel'],
  opened: ['message', 'journey', 'channel'],
  clicked: ['message', 'journey', 'channel', 'link'],
  bounced: ['message', 'journey', 'channel'],
  unsubscribed: ['message', 'journey', 'channel'],
  entered: ['journey'],
  left: ['journey', 'reason'],
  event: ['name'],
};

/** A table whose rows conditions are about. */
export interface Place {
  name: string;
  columns: Record<string, ColumnType>;
  toOne: Record<string, string>;
  toMany: Record<string, string>;
  isAudience: boolean;
  /** Whether its rows have properties of any name. */
  hasProperties: boolean;
}

export class Catalogue {
  private readonly places: Map<string, Place>;

  constructor(tables: Table[]) {
    this.places = new Map(
      tables.map((it) => [
        it.name,
        {
          name: it.name,
          columns: it.columns as Record<string, ColumnType>,
          toOne: it.toOne,
          toMany: it.toMany,
          isAudience: it.audience,
          hasProperties: false,
        },
      ]),
    );
    Object.entries(INTERACTIONS).forEach(([name, texts]) => this.places.set(interaction(name), happening(name, texts)));
  }

  place(table: string): Place | undefined {
    return this.places.get(table);
  }

  /** Where the rows of a relation are. */
  related(from: Place, relation: string): Place | undefined {
    const table = from.toMany[relation];
    return this.places.get(table ?? interaction(relation));
  }

  /** The columns of a table, then those of the rows that it leads to. */
  columns(place: Place): Column[] {
    const own = Object.entries(place.columns).map(([name, type]): Column => ({ kind: 'column', type, path: [name] }));
    const joined = Object.entries(place.toOne).flatMap(([relation, table]) =>
      Object.entries(this.places.get(table)?.columns ?? {}).map(([name, type]): Column => ({
        kind: 'column',
        type,
        path: [relation, name],
      })),
    );
    return [...own, ...joined];
  }

  /** Where the values that a path can have are found; nothing where that is not known. */
  source(place: Place, path: string[]): Source | undefined {
    const [first = '', second] = path;
    if (place.name.startsWith(HAPPENED)) {
      return OF_INTERACTIONS[first];
    }
    const table = second === undefined ? place.name : place.toOne[first];
    return table === undefined ? undefined : { kind: 'column', table, column: second ?? first };
  }
}

/** Where values are found that texts are compared with. */
export type Source =
  | { kind: 'column'; table: string; column: string }
  | { kind: 'messages' | 'journeys' }
  | { kind: 'words'; words: string[] };

const OF_INTERACTIONS: Record<string, Source> = {
  message: { kind: 'messages' },
  journey: { kind: 'journeys' },
  channel: { kind: 'words', words: ['email', 'sms', 'push'] },
  reason: { kind: 'words', words: ['completed', 'exit-segment', 'exit-event', 'exit-step', 'stopped', 'removed'] },
};

const HAPPENED = 'interaction:';
const interaction = (name: string) => `${HAPPENED}${name}`;
export const INTERACTION_NAMES = Object.keys(INTERACTIONS).filter((name) => name !== 'event');

const happening = (name: string, texts: string[]): Place => ({
  name: interaction(name),
  columns: { ...Object.fromEntries(texts.map((text) => [text, 'text' as const])), happened: 'timestamp' },
  toOne: {},
  toMany: {},
  isAudience: false,
  hasProperties: name === 'event',
});

/** Whether a column can be summed, or is looked at for its smallest or largest. */
export function canAggregate(type: ColumnType, aggregation: Aggregation): boolean {
  const isNumeric = type === 'integer' || type === 'decimal' || type === 'number';
  return aggregation === 'sum' || aggregation === 'avg' ? isNumeric : type !== 'json' && type !== 'boolean';
}
