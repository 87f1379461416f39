import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { given, type ListState } from '../parts/listState';

export type Letter = Schemas['Letter'];

export const letterPath = (id: number) => `/engagement/inbox/${id}`;

export function useInbox(state: ListState) {
  return useInfiniteQuery({
    queryKey: ['inbox', 'list', state.search],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/inbox', {
          params: { query: given({ search: state.search, cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

export function useLetter(id: number) {
  return useQuery({
    queryKey: ['inbox', 'one', id],
    queryFn: () => ask(api.GET('/api/v1/inbox/{id}', { params: { path: { id } } })),
    staleTime: Infinity,
  });
}
