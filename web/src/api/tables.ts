import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from './client';

export type Table = Schemas['Table'];

const TABLES = {
  queryKey: ['tables', 'all'],
  queryFn: async () => (await ask(api.GET('/api/v1/tables'))).items,
};

/** All tables, with their columns and what they are related to. */
export const useTables = () => useQuery(TABLES);

/** Those whose rows are people. */
export const useAudiences = () => useQuery({ ...TABLES, select: (tables) => tables.filter((table) => table.audience) });
