import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from './client';

export type Table = Schemas['Table'];

const TABLES = {
  queryKey: ['tables', 'all'],
  queryFn: async () => (await ask(api.GET('/api/v1/tables', { params: { query: { limit: 1000 } } }))).items,
};

/** All tables, with their columns and what they are related to. */
export const useTables = () => useQuery(TABLES);

const isOurs = (table: Table) => (table.source === 'outbound-marketing' ? 0 : 1);

/** Those whose rows are people, ours first. */
export const useAudiences = () =>
  useQuery({
    ...TABLES,
    select: (tables) => tables.filter((table) => table.audience).sort((one, other) => isOurs(one) - isOurs(other)),
  });

const SHOWN = 6;

/** The columns that lists of people show: the key, what tells who somebody is, and others while there is room. */
export function shownColumns(table: Table): string[] {
  const { key, roles, columns } = table;
  const first = [key, roles['name'], roles['email'], roles['phone']].filter((it) => it !== undefined);
  return [...new Set([...first, ...Object.keys(columns)])].slice(0, SHOWN);
}

/** Whether rows can be sorted by a column. */
export const isSortable = (table: Table | undefined, column: string) =>
  table?.columns[column] !== undefined && table.columns[column] !== 'json';

/** What people are sorted by, where their table has it. */
export const knownSort = (table: Table | undefined, sort: string | undefined) =>
  sort !== undefined && isSortable(table, sort.replace(/^-/, '')) ? sort : undefined;
