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

/** How many members there were, by day or by minute. */
export function useGrowth(name: string, by: 'day' | 'minute', isWanted = true) {
  return useQuery({
    queryKey: ['segments', 'history', name, by],
    queryFn: () => ask(api.GET('/api/v1/segments/{name}/history', { params: { path: { name }, query: { by } } })),
    enabled: isWanted,
  });
}

export function useMembers(name: string, search: string, sort: string | undefined) {
  return usePaged(['segments', 'members', name], [search, sort], (cursor) =>
    ask(
      api.GET('/api/v1/segments/{name}/members', {
        params: { path: { name }, query: given({ search, sort, cursor, limit: 50 }) },
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
