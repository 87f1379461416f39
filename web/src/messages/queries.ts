import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, askVersioned, Problem, type Schemas } from '../api/client';
import { given, one, type ListState } from '../parts/listState';
import { usePaged } from '../parts/paged';

export type Message = Schemas['Message'];

/** The text of a message, and how it is written. */
export interface Writing {
  format: string;
  text: string;
}

export const messagePath = (name: string) => `/engagement/messages/${encodeURIComponent(name)}`;

export function useMessages(state: ListState) {
  return usePaged(['messages', 'list'], [state.search, state.sort, state.filter('channel')], (cursor) =>
    ask(
      api.GET('/api/v1/messages', {
        params: {
          query: given({
            search: state.search,
            sort: state.sort,
            channel: one(state.filter('channel')),
            cursor,
            limit: 100,
          }),
        },
      }),
    ),
  );
}

export function useMessage(name: string | undefined) {
  return useQuery({
    queryKey: ['messages', 'one', name],
    enabled: name !== undefined,
    queryFn: () => askVersioned(api.GET('/api/v1/messages/{name}', { params: { path: { name: name ?? '' } } })),
  });
}

export function useCheck(name: string | undefined, writing: Writing) {
  return useQuery({
    queryKey: ['messages', 'check', name, writing],
    queryFn: ({ signal }) =>
      ask(api.POST('/api/v1/messages/check', { body: given({ name, ...writing }) as Schemas['MessageCheck'], signal })),
    placeholderData: keepPreviousData,
  });
}

export function usePreview(writing: Writing, audience: string | undefined, key: string | undefined) {
  return useQuery({
    queryKey: ['messages', 'preview', writing, audience, key],
    enabled: key !== undefined && audience !== undefined,
    queryFn: ({ signal }) =>
      ask(
        api.POST('/api/v1/messages/preview', {
          body: { ...writing, audience, key: key ?? '' },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof Problem) && count < 2,
  });
}

/** The addresses of those who look at what is sent. */
export function useSeeds() {
  return useQuery({
    queryKey: ['seeds'],
    queryFn: () => ask(api.GET('/api/v1/seeds')),
  });
}

/** The version of a message as it is now. */
export async function fetchVersion(name: string): Promise<string> {
  return (await askVersioned(api.GET('/api/v1/messages/{name}', { params: { path: { name } } }))).version;
}

/** Saves a message: a new one where there is no version yet. */
export function useSave() {
  const queries = useQueryClient();
  return async (name: string, writing: Writing, version: string | undefined) => {
    const header = version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': version };
    await api.PUT('/api/v1/messages/{name}', { params: { path: { name }, header }, body: writing });
    await queries.invalidateQueries({ queryKey: ['messages'] });
  };
}

export function useRemove() {
  const queries = useQueryClient();
  return async (name: string) => {
    const version = await fetchVersion(name);
    await api.DELETE('/api/v1/messages/{name}', { params: { path: { name }, header: { 'If-Match': version } } });
    await queries.invalidateQueries({ queryKey: ['messages'] });
  };
}
