import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { given } from '../parts/listState';

export type Person = Schemas['WholePerson'];
export type Happening = Schemas['Happening'];

export const personPath = (audience: string, key: string) =>
  `/audience/contacts/${encodeURIComponent(audience)}/${encodeURIComponent(key)}`;

/** The tables that are audiences. */
export function useAudiences() {
  return useQuery({
    queryKey: ['tables', 'all'],
    queryFn: () => ask(api.GET('/api/v1/tables')),
    select: ({ items }) => items.filter((table) => table.audience),
  });
}

export function usePeople(audience: string | undefined, search: string) {
  return useInfiniteQuery({
    queryKey: ['people', 'list', audience, search],
    enabled: audience !== undefined,
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/people/{audience}', {
          params: { path: { audience: audience ?? '' }, query: given({ search, cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

export function usePerson(audience: string, key: string) {
  return useQuery({
    queryKey: ['people', 'one', audience, key],
    queryFn: () => ask(api.GET('/api/v1/people/{audience}/{key}', { params: { path: { audience, key } } })),
  });
}

export function useConsent(audience: string, key: string) {
  return useQuery({
    queryKey: ['people', 'consent', audience, key],
    queryFn: () => ask(api.GET('/api/v1/people/{audience}/{key}/consent', { params: { path: { audience, key } } })),
  });
}

export function useTimeline(audience: string, key: string) {
  return useInfiniteQuery({
    queryKey: ['people', 'timeline', audience, key],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/people/{audience}/{key}/timeline', {
          params: { path: { audience, key }, query: given({ cursor: pageParam, limit: 50 }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  });
}
