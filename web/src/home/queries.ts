import { useQueries, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';

export type Journey = Schemas['Journey'];

/** As many journeys as Home looks at. */
const MOST = 50;

export function useJourneys() {
  return useQuery({
    queryKey: ['journeys', 'home'],
    queryFn: () => ask(api.GET('/api/v1/journeys', { params: { query: { limit: MOST } } })),
  });
}

export function useSources() {
  return useQuery({ queryKey: ['sources'], queryFn: () => ask(api.GET('/api/v1/sources')) });
}

/** How many messages all journeys sent, by day. */
export function useSentByDay(journeys: Journey[]) {
  return useQueries({
    queries: journeys
      .filter((it) => it.sent > 0)
      .map((it) => ({
        queryKey: ['journeys', 'days', it.name],
        queryFn: () => ask(api.GET('/api/v1/journeys/{name}/days', { params: { path: { name: it.name } } })),
      })),
    combine: (answers) => {
      const days = new Map<string, number>();
      for (const { day, sent } of answers.flatMap((answer) => answer.data?.items ?? [])) {
        days.set(day, (days.get(day) ?? 0) + sent);
      }
      return [...days].sort(([a], [b]) => a.localeCompare(b)).map(([day, value]) => ({ day, value }));
    },
  });
}
