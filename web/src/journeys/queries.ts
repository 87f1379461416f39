import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, askVersioned, type Schemas } from '../api/client';
import { given, type ListState } from '../parts/listState';
import { usePaged } from '../parts/paged';
import type { People } from './canvas/actions';

export type JourneyLine = Schemas['Journey'];
export type Funnel = Schemas['JourneyFunnel'];
export type FunnelStep = Schemas['JourneyStep'];
export type Run = Schemas['JourneyRun'];

const path = (name: string) => ({ params: { path: { name } } });

/** Several values of a filter stand in the address with commas between them. */
const words = (value: string | undefined) => value?.split(',').filter((word) => word !== '');

export function useJourneys(state: ListState) {
  const states = state.filter('state');
  const archived = state.filter('archived') === 'true';
  const source = state.filter('source');
  return usePaged(['journeys', 'list'], [state.search, state.sort, states, archived, source], (cursor) =>
    ask(
      api.GET('/api/v1/journeys', {
        params: {
          query: given({
            limit: 100,
            cursor,
            search: state.search,
            sort: state.sort,
            state: words(states),
            source: words(source),
            archived,
          }),
        },
      }),
    ),
  );
}

export function useJourney(name: string | undefined) {
  return useQuery({
    queryKey: ['journeys', 'one', name],
    queryFn: () => askVersioned(api.GET('/api/v1/journeys/{name}', path(name ?? ''))),
    enabled: name !== undefined,
  });
}

/** What is done with a journey that is there. */
export type Doing = 'pause' | 'resume' | 'stop' | 'archive' | 'unarchive';

const ASKED: Record<Doing, (name: string) => Promise<unknown>> = {
  pause: (name) => api.POST('/api/v1/journeys/{name}/pause', path(name)),
  resume: (name) => api.POST('/api/v1/journeys/{name}/resume', path(name)),
  stop: (name) => api.POST('/api/v1/journeys/{name}/stop', path(name)),
  archive: (name) => api.POST('/api/v1/journeys/{name}/archive', path(name)),
  unarchive: (name) => api.POST('/api/v1/journeys/{name}/unarchive', path(name)),
};

export function useAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['journeys'] });
}

export function useDo() {
  return useMutation({
    mutationFn: ({ name, what }: { name: string; what: Doing }) => ASKED[what](name),
    onSuccess: useAgain(),
  });
}

export function useCopyJourney() {
  return useMutation({
    mutationFn: ({ name, as }: { name: string; as: string }) =>
      ask(api.POST('/api/v1/journeys/{name}/copy', { ...path(name), body: { as } })),
    onSuccess: useAgain(),
  });
}

export function useRemoveJourney() {
  return useMutation({
    mutationFn: async (name: string) => {
      const { version } = await askVersioned(api.GET('/api/v1/journeys/{name}', path(name)));
      await api.DELETE('/api/v1/journeys/{name}', { params: { path: { name }, header: { 'If-Match': version } } });
    },
    onSuccess: useAgain(),
  });
}

const funnelOf = (name: string, run: number | undefined) => ({
  queryKey: ['journeys', 'funnel', name, run],
  queryFn: () =>
    ask(
      api.GET('/api/v1/journeys/{name}/funnel', {
        params: { path: { name }, query: run === undefined ? {} : { run } },
      }),
    ),
});

/** How many came how far; the newest numbers come with the stream. */
export function useFunnel(name: string, run: number | undefined, isWanted: boolean) {
  return useQuery({ ...funnelOf(name, run), enabled: isWanted, placeholderData: keepPreviousData });
}

/** The same of several runs, each by itself. */
export function useFunnels(name: string, runs: number[]) {
  return useQueries({ queries: runs.map((run) => funnelOf(name, run)) });
}

export function useRuns(name: string, isWanted = true) {
  return usePaged(
    ['journeys', 'runs', name],
    [],
    (cursor) =>
      ask(
        api.GET('/api/v1/journeys/{name}/runs', {
          params: { path: { name }, query: given({ limit: 20, cursor }) },
        }),
      ),
    isWanted,
  );
}

export function useDays(name: string) {
  return useQuery({
    queryKey: ['journeys', 'days', name],
    queryFn: () => ask(api.GET('/api/v1/journeys/{name}/days', path(name))),
  });
}

/** Who stands behind a number. */
export function usePeople(name: string, of: People, run: number | undefined) {
  return usePaged(
    ['journeys', 'people', name, of, run],
    [],
    async (cursor): Promise<{ items: Somebody[]; next?: string }> => {
      const query = given({ limit: 50, cursor, run });
      return 'at' in of
        ? ask(
            api.GET('/api/v1/journeys/{name}/steps/{id}/people', {
              params: { path: { name, id: of.at }, query: { ...query, of: of.of } },
            }),
          )
        : ask(
            api.GET('/api/v1/journeys/{name}/left/{reason}/people', {
              params: { path: { name, reason: of.left }, query },
            }),
          );
    },
  );
}

/** One of them; who is at a step has stays. */
export type Somebody = Schemas['PersonLine'] & { stays?: Schemas['Stay'][] };

export function usePreview(name: string) {
  return useQuery({
    queryKey: ['journeys', 'preview', name],
    queryFn: () => ask(api.GET('/api/v1/journeys/{name}/preview', path(name))),
  });
}

/** Puts a journey live, now or at an instant to come. */
export function useGoLive() {
  return useMutation({
    mutationFn: ({ name, at }: { name: string; at: string | undefined }) =>
      ask(api.POST('/api/v1/journeys/{name}/live', { ...path(name), ...(at === undefined ? {} : { body: { at } }) })),
    onSuccess: useAgain(),
  });
}

export function useTakePlanBack() {
  return useMutation({
    mutationFn: (name: string) => ask(api.DELETE('/api/v1/journeys/{name}/live', path(name))),
    onSuccess: useAgain(),
  });
}

/** Saves a journey: the version that was changed, or nothing where it is to be a new one. */
export function useSaveJourney() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, text, version }: { name: string; text: string; version: string | undefined }) =>
      askVersioned(
        api.PUT('/api/v1/journeys/{name}', {
          params: {
            path: { name },
            header: version === undefined ? { 'If-None-Match': '*' } : { 'If-Match': version },
          },
          body: {},
          bodySerializer: () => text,
        }),
      ),
    onSuccess: async (saved, { name }) => {
      await queries.cancelQueries({ queryKey: ['journeys', 'one', name] }); // what is older does not come after it
      queries.setQueryData(['journeys', 'one', name], saved);
      return queries.invalidateQueries({ queryKey: ['journeys', 'list'] });
    },
  });
}
