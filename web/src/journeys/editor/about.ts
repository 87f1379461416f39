import { createContext, useContext } from 'react';
import { useTables } from '../../api/tables';
import { useSegment } from '../../segments/queries';
import type { Journey } from '../model/tiles';

/** What a journey's first segment says of its people. */
export interface About {
  /** The table whose rows they are; nothing as long as no segment says it. */
  audience: string | undefined;
  /** Whether it has a segment at all. */
  hasSegment: boolean;
  source: string | undefined;
  /** Their columns and the types of these, and those of rows that belong to them, such as `store.city`. */
  types: Record<string, string>;
  key: string | undefined;
}

export const NOBODY: About = { audience: undefined, hasSegment: false, source: undefined, types: {}, key: undefined };

export const AboutContext = createContext<About>(NOBODY);

export const useAbout = () => useContext(AboutContext);

export function useAboutOf(journey: Journey): About {
  const first = journey.audience.segments[0];
  const segment = useSegment(first ?? '').data?.value;
  const tables = useTables().data;
  const table = tables?.find((it) => it.name === segment?.audience);
  if (segment === undefined) {
    return { ...NOBODY, hasSegment: first !== undefined };
  }
  const related = Object.entries(table?.toOne ?? {}).flatMap(([relation, name]) =>
    Object.entries(tables?.find((it) => it.name === name)?.columns ?? {}).map(([column, type]) => [
      `${relation}.${column}`,
      type,
    ]),
  );
  return {
    audience: segment.audience,
    hasSegment: true,
    source: segment.source,
    types: { ...table?.columns, ...(Object.fromEntries(related) as Record<string, string>) },
    key: table?.key,
  };
}
