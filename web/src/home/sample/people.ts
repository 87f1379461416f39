/** How many readers the bookshop has. */
const READERS = 300;

const FIRST = ['Ada', 'Bruno', 'Clara', 'David', 'Elif', 'Felix', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kim', 'Lea'];
const LAST = ['Abel', 'Brandt', 'Costa', 'Dahl', 'Evans', 'Ferrari', 'Gruber', 'Haas', 'Ivanova', 'Jansen', 'Kowalski'];
const CITIES = [
  ['Vienna', 'AT', 'de'],
  ['Berlin', 'DE', 'de'],
  ['Hamburg', 'DE', 'de'],
  ['Lyon', 'FR', 'fr'],
  ['Dublin', 'IE', 'en'],
  ['Lisbon', 'PT', 'en'],
] as const;
const GENRES = ['crime', 'poetry', 'travel', 'history', 'children', 'science'];

/** The same numbers each time, between 0 and 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Rows {
  contact: Record<string, unknown>[];
  purchase: Record<string, unknown>[];
}

/** Readers of a bookshop and what they bought, as if that had gone on until today. */
export function rows(today: Date): Rows {
  const next = numbers(7);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const daysAgo = (days: number) => new Date(today.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  const made: Rows = { contact: [], purchase: [] };
  for (let number = 1; number <= READERS; number++) {
    const id = `r${String(number).padStart(4, '0')}`;
    const first = pick(FIRST);
    const last = pick(LAST);
    const [city, country, language] = pick(CITIES);
    const member = below(5) === 0 ? below(28) : 30 + below(900);
    made.contact.push({
      id,
      first_name: first,
      last_name: last,
      email: `${first}.${last}.${number}@readers.example`.toLowerCase(),
      city,
      country,
      language,
      newsletter: below(10) > 0,
      joined: daysAgo(member),
    });
    for (let count = below(6); count > 0; count--) {
      made.purchase.push({
        no: made.purchase.length + 1,
        contact_id: id,
        genre: pick(GENRES),
        amount: ((800 + below(4200)) / 100).toFixed(2),
        bought: daysAgo(below(Math.min(member + 1, 700))),
      });
    }
  }
  return made;
}
