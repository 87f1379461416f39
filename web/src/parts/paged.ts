import { useInfiniteQuery } from '@tanstack/react-query';

const same = (one: readonly unknown[], other: readonly unknown[]) => JSON.stringify(one) === JSON.stringify(other);

/**
 * A list that the server gives page by page. While it is asked for with another search, say, the one before stays to be
 * seen; that of something else does not.
 *
 * @param of what it is a list of: the first words of its key
 * @param by how it is narrowed and sorted
 */
export function usePaged<P extends { next?: string }>(
  of: readonly unknown[],
  by: readonly unknown[],
  ask: (cursor: string | undefined) => Promise<P>,
  isWanted = true,
) {
  return useInfiniteQuery({
    queryKey: [...of, ...by],
    queryFn: ({ pageParam }) => ask(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: isWanted,
    placeholderData: (before, query) => (query && same(query.queryKey.slice(0, of.length), of) ? before : undefined),
  });
}
