import type { NavigateFunction } from 'react-router';
import { NEW_JOURNEY } from '../journeys/places';
import type { Segment } from './queries';

export const NEW_SEGMENT = '/audience/new-segment';

export const segmentPath = (name: string) => `/audience/segments/${encodeURIComponent(name)}`;
export const builderPath = (name: string) => `${segmentPath(name)}/builder`;

/** The editor of a new journey that starts from a segment. */
export const journeyFrom = (segment: string) => `${NEW_JOURNEY}?segment=${encodeURIComponent(segment)}`;

/** Opens a segment where it is made: in our builder, or in its source's, in a new tab. */
export function openSegment(segment: Pick<Segment, 'name' | 'page' | 'source'>, navigate: NavigateFunction) {
  if (segment.source === 'outbound-marketing') {
    void navigate(builderPath(segment.name));
  } else if (segment.page !== undefined) {
    open(segment.page, '_blank', 'noopener');
  }
}

/** The page of what uses something. */
export function placeOf(use: { kind: string; name: string }): string | undefined {
  switch (use.kind) {
    case 'segment':
      return segmentPath(use.name);
    case 'journey':
      return `/engagement/journeys/${encodeURIComponent(use.name)}`;
    case 'message':
      return `/engagement/messages/${encodeURIComponent(use.name)}`;
    default:
      return undefined;
  }
}
