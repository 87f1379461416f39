export const JOURNEYS = '/engagement/journeys';
export const NEW_JOURNEY = '/engagement/new-journey';
export const journeyPath = (name: string) => `${JOURNEYS}/${encodeURIComponent(name)}`;
export const personPath = (audience: string, key: string) =>
  `/audience/contacts/${encodeURIComponent(audience)}/${encodeURIComponent(key)}`;
