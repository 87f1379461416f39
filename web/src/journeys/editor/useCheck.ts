import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, ask, type Fault } from '../../api/client';
import { useSettled } from '../../parts/settled';
import { tileAt } from '../model/places';
import type { Journey } from '../model/tiles';
import { write } from '../model/write';

/** Something wrong, or probably not meant, with the tile that it is about. */
export interface Found {
  tile: string;
  fault: Fault;
  isWarning: boolean;
}

/** What the engine says of a journey while it is written. */
export function useCheck(journey: Journey, isWanted: boolean) {
  const settled = useSettled(journey, 400);
  const text = useMemo(() => JSON.stringify(write(settled)), [settled]);
  return useQuery({
    queryKey: ['journey-check', text],
    queryFn: async (): Promise<Found[]> => {
      const { problems, warnings } = await ask(
        api.POST('/api/v1/journeys/check', { body: {}, bodySerializer: () => text }),
      );
      const found = (isWarning: boolean) => (fault: Fault) => ({
        tile: tileAt(settled, fault.pointer),
        fault,
        isWarning,
      });
      return [...problems.map(found(false)), ...warnings.map(found(true))];
    },
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
}
