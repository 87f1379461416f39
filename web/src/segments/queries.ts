import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ask, askVersioned, type Schemas } from '../api/client';
import { given, one, type ListState } from '../parts/listState';
import { usePaged } from '../parts/paged';

export type Segment = Schemas['Segment'];

/** A segment as it stands in segments.yaml. */
export interface SegmentDefinition {
  segment: string;
  audience?: string;
  where?: string;
  members?: string[];
  also?: string[];
  never?: string[];
}

export function useSegments(state: ListState) {
  return usePaged(
    ['segments', 'list'],
    [state.search, state.sort, state.filter('source'), state.filter('kind')],
    (cursor) =>
      ask(
        api.GET('/api/v1/segments', {
          params: {
            query: given({
              limit: 100,
              cursor,
              search: state.search,
              sort: state.sort,
              source: one(state.filter('source')),
              kind: one(state.filter('kind')),
            }),
          },
        }),
      ),
  );
}

const path = (name: string) => ({ params: { path: { name } } });

export function useSegment(name: string) {
  return useQuery({
    queryKey: ['segments', 'one', name],
    queryFn: () => askVersioned(api.GET('/api/v1/segments/{name}', path(name))),
    enabled: name !== '',
  });
}

export function useGrowth(name: string) {
  return useQuery({
    queryKey: ['segments', 'history', name],
    queryFn: () => ask(api.GET('/api/v1/segments/{name}/history', path(name))),
  });
}

export function useMembers(name: string, search: string) {
  return usePaged(['segments', 'members', name], [search], (cursor) =>
    ask(
      api.GET('/api/v1/segments/{name}/members', {
        params: { path: { name }, query: given({ search, cursor, limit: 50 }) },
      }),
    ),
  );
}

function useAgain() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['segments'] });
}

export function useCopySegment() {
  const again = useAgain();
  return useMutation({
    mutationFn: ({ name, as }: { name: string; as: string }) =>
      ask(api.POST('/api/v1/segments/{name}/copy', { ...path(name), body: { as } })),
    onSuccess: again,
  });
}

export function useRemoveSegment() {
  const again = useAgain();
  return useMutation({
    mutationFn: async (name: string) => {
      const { version } = await askVersioned(api.GET('/api/v1/segments/{name}', path(name)));
      await api.DELETE('/api/v1/segments/{name}', {
        params: { path: { name }, header: { 'If-Match': version } },
      });
    },
    onSuccess: again,
  });
}
