import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, askVersioned, type Schemas } from '../../api/client';
import { given } from '../../parts/listState';
import type { SegmentDefinition } from '../queries';
import type { Source } from './catalogue';
import type { Tree } from './tree';

const MOST = 20;

export type Count = Schemas['Count'];

/** What the server finds in a text: its faults, or its tree. The question that was overtaken is called off. */
export function useCheck(audience: string, expression: string) {
  return useQuery({
    queryKey: ['expressions', 'check', audience, expression],
    queryFn: async ({ signal }) => {
      const { problems, tree } = await ask(
        api.POST('/api/v1/segments/check', { body: { audience, expression }, signal }),
      );
      return { expression, problems, tree: tree as Tree | undefined };
    },
    enabled: expression.trim() !== '',
  });
}

export type CountQuestion = Schemas['CountQuestion'];

export function useCount(question: CountQuestion | undefined) {
  return useQuery({
    queryKey: ['segments', 'count', question],
    queryFn: ({ signal }) => ask(api.POST('/api/v1/segments/count', { body: question ?? {}, signal })),
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
  });
}

/** A value, and how many rows have it where that is known. */
export interface Suggestion {
  value: string;
  count?: number;
}

const containing = (values: string[], search: string): Suggestion[] =>
  values.filter((value) => value.toLowerCase().includes(search.toLowerCase())).map((value) => ({ value }));

async function suggest(source: Source, search: string, signal: AbortSignal): Promise<Suggestion[]> {
  switch (source.kind) {
    case 'column': {
      const { table, column } = source;
      const query = given({ search, limit: MOST });
      const path = '/api/v1/tables/{table}/columns/{column}/values';
      return (await ask(api.GET(path, { params: { path: { table, column }, query }, signal }))).items;
    }
    case 'messages': {
      const { items } = await ask(
        api.GET('/api/v1/messages', { params: { query: given({ search, limit: MOST }) }, signal }),
      );
      return items.map((it) => ({ value: it.name }));
    }
    case 'journeys': {
      const { items } = await ask(
        api.GET('/api/v1/journeys', { params: { query: given({ search, limit: MOST }) }, signal }),
      );
      return items.map((it) => ({ value: it.name }));
    }
    case 'words':
      return containing(source.words, search);
  }
}

export function useSuggestions(source: Source | undefined, search: string) {
  return useQuery({
    queryKey: ['tables', 'values', source, search],
    queryFn: ({ signal }) => (source ? suggest(source, search, signal) : []),
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
  });
}

export function useFoundSegments(audience: string, search: string) {
  return useQuery({
    queryKey: ['segments', 'found', audience, search],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/segments', {
          params: { query: given({ search, audience: [audience], limit: 50, sort: 'name' }) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The journeys among some that are live. */
export async function liveAmong(names: string[]): Promise<string[]> {
  const { items } = await ask(api.GET('/api/v1/journeys', { params: { query: { state: ['live'], limit: 1000 } } }));
  return items.map((it) => it.name).filter((name) => names.includes(name));
}

/** Saves a segment over the version that it began from; without one it must be new. */
export function useSave() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ definition, version }: { definition: SegmentDefinition; version: string | undefined }) =>
      askVersioned(
        api.PUT('/api/v1/segments/{name}', {
          params: {
            path: { name: definition.segment },
            header: version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': version },
          },
          body: definition as unknown as Record<string, never>,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['segments'] }),
  });
}
