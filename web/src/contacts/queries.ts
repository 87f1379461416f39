import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { given } from '../parts/listState';
import { usePaged } from '../parts/paged';

export type Person = Schemas['WholePerson'];
export type Happening = Schemas['Happening'];

export const personPath = (audience: string, key: string) =>
  `/audience/contacts/${encodeURIComponent(audience)}/${encodeURIComponent(key)}`;

export function usePeople(audience: string | undefined, search: string, sort?: string) {
  return usePaged(
    ['people', 'list', audience],
    [search, sort],
    (cursor) =>
      ask(
        api.GET('/api/v1/people/{audience}', {
          params: { path: { audience: audience ?? '' }, query: given({ search, sort, cursor, limit: 50 }) },
        }),
      ),
    audience !== undefined,
  );
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
  return usePaged(['people', 'timeline', audience, key], [], (cursor) =>
    ask(
      api.GET('/api/v1/people/{audience}/{key}/timeline', {
        params: { path: { audience, key }, query: given({ cursor, limit: 50 }) },
      }),
    ),
  );
}
