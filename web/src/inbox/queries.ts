import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { given, type ListState } from '../parts/listState';
import { usePaged } from '../parts/paged';

export type Letter = Schemas['Letter'];

export const letterPath = (id: number) => `/engagement/inbox/${id}`;

export function useInbox(state: ListState) {
  return usePaged(['inbox', 'list'], [state.search, state.filter('journey')], (cursor) =>
    ask(
      api.GET('/api/v1/inbox', {
        params: { query: given({ search: state.search, journey: state.filter('journey'), cursor, limit: 50 }) },
      }),
    ),
  );
}

/** The names of all journeys, by themselves. */
export function useJourneyNames() {
  const asked = useQuery({
    queryKey: ['journeys', 'names'],
    queryFn: async () => (await ask(api.GET('/api/v1/journeys', { params: { query: { limit: 1000 } } }))).items,
    select: (journeys) => Object.fromEntries(journeys.map(({ name }) => [name, name])),
  });
  return asked.data ?? {};
}

export function useLetter(id: number) {
  return useQuery({
    queryKey: ['inbox', 'one', id],
    queryFn: () => ask(api.GET('/api/v1/inbox/{id}', { params: { path: { id } } })),
    staleTime: Infinity,
  });
}
