import createClient from 'openapi-fetch';
import type { components, paths } from './schema';

/** What the API says and takes, by the names of its description. */
export type Schemas = components['schemas'];
export type Fault = Schemas['Fault'];

/** What the API answers when it did not do what was asked (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: Fault[];

  constructor(status: number, code: string, detail: string, faults: Fault[] = []) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  static async of(response: Response): Promise<Problem> {
    const text = await response.text();
    try {
      const body = JSON.parse(text) as Schemas['Problem'];
      return new Problem(response.status, body.code, body.detail, body.problems ?? []);
    } catch {
      return new Problem(response.status, 'no-answer', `The server answered ${response.status} and did not say why.`);
    }
  }
}

/** A value, and the version that an edit of it must name. */
export interface Versioned<T> {
  value: T;
  version: string;
}

function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((it) => it.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** The header by which a request that changes something proves that it comes from our own page. */
export function proof(): Record<string, string> {
  const token = cookie('__Host-XSRF-TOKEN') ?? cookie('XSRF-TOKEN');
  return token === undefined ? {} : { 'X-XSRF-TOKEN': token };
}

function goToSignIn() {
  const here = location.pathname + location.search;
  location.assign(`/login?to=${encodeURIComponent(here)}`);
}

/** Fails with what the server said, unless it did what it was asked to. */
export async function good(response: Response): Promise<Response> {
  if (response.ok) {
    return response;
  }
  const problem = await Problem.of(response);
  if (problem.status === 401) {
    goToSignIn();
  }
  throw problem;
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') {
      Object.entries(proof()).forEach(([name, value]) => request.headers.set(name, value));
    }
  },
  async onResponse({ response }) {
    await good(response);
  },
  onError() {
    return new Problem(0, 'no-connection', 'The server cannot be reached.');
  },
});

interface Answer<T> {
  data?: T;
  response: Response;
}

/** JSON, where an answer may be a text as well. */
type Json<T> = Exclude<NonNullable<T>, string>;

/** What the API answered; it fails with a {@link Problem} otherwise. */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<Json<T>> {
  return (await answer).data as Json<T>;
}

/** The same, with the version that it is of. */
export async function askVersioned<T>(answer: Promise<Answer<T>>): Promise<Versioned<Json<T>>> {
  const { data, response } = await answer;
  return { value: data as Json<T>, version: response.headers.get('ETag') ?? '' };
}
