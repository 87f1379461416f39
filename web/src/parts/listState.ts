import { useSearchParams } from 'react-router';

/** What a list is narrowed to and sorted by. It stands in the address: links, reload and back keep it. */
export interface ListState {
  search: string;
  sort: string | undefined;
  isFiltered: boolean;
  searchFor: (text: string) => void;
  sortBy: (column: string) => void;
  direction: (column: string) => 'ascending' | 'descending' | undefined;
  filter: (name: string) => string | undefined;
  filterBy: (name: string, value: string | undefined) => void;
  clear: () => void;
}

export function useListState(filters: string[] = []): ListState {
  const [params, setParams] = useSearchParams();
  const set = (name: string, value: string | undefined) => {
    // The address itself: what was drawn last may be older, and one of two quick changes would be lost.
    const after = new URLSearchParams(window.location.search);
    if (value === undefined || value === '') {
      after.delete(name);
    } else {
      after.set(name, value);
    }
    setParams(after, { replace: true });
  };
  const sort = params.get('sort') ?? undefined;
  return {
    search: params.get('search') ?? '',
    sort,
    isFiltered: filters.some((name) => params.has(name)),
    searchFor: (text) => set('search', text),
    sortBy: (column) => set('sort', sort === column ? `-${column}` : column),
    direction: (column) => (sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined),
    filter: (name) => params.get(name) ?? undefined,
    filterBy: set,
    clear: () => setParams({}, { replace: true }),
  };
}

/** What makes the head of a column sort its list; nothing where it cannot. */
export const sorting = (state: Pick<ListState, 'sortBy' | 'direction'>, column: string | undefined) =>
  column === undefined
    ? {}
    : { sortable: true, sortDirection: state.direction(column), onClick: () => state.sortBy(column) };

/** The parts of a question that have a value. */
export function given<T extends Record<string, unknown>>(query: T): { [K in keyof T]?: Exclude<T[K], undefined | ''> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined | ''>;
  };
}

/** A filter of one value, where the server takes several. */
export const one = (value: string | undefined) => (value === undefined ? undefined : [value]);
