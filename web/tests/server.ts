import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Who the tests sign in as. */
export const ADMINISTRATOR = { name: 'Ada Harbour', email: 'ada@harbour.example', password: 'a quiet morning' };

const ROOT = resolve(import.meta.dirname, '../..');
const READY = 'Ctrl+C ends it.';
const LONGEST_START = 120_000;

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

/** Waits until the server says that it is ready; answers all that it said. */
async function ready(server: ChildProcess): Promise<string> {
  return await new Promise((done, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`the server does not start:\n${said}`)), LONGEST_START);
    const listen = (data: Buffer) => {
      said += data.toString();
      if (said.includes(READY)) {
        clearTimeout(timer);
        done(said);
      }
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.on('exit', (code) => failed(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

/** Becomes the first administrator, as the link in the terminal lets one. */
async function setUp(base: string, link: string) {
  const page = await fetch(`${base}/login`);
  const token = /XSRF-TOKEN=([^;]+)/.exec(page.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const answer = await fetch(`${base}/api/v1/setup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRF-TOKEN': token, Cookie: `XSRF-TOKEN=${token}` },
    body: JSON.stringify({ ...ADMINISTRATOR, token: new URL(link).searchParams.get('token') }),
  });
  if (!answer.ok) {
    throw new Error(`cannot set up: ${answer.status} ${await answer.text()}`);
  }
}

/** A server of a test's own. */
export interface Served {
  base: string;
  end: () => Promise<void>;
}

/** Starts the packaged server on a folder, which is taken away when it ends, and becomes its administrator. */
export async function serve(folder: string, ...options: string[]): Promise<Served> {
  const port = await freePort();
  const server = spawn(join(ROOT, 'caravan'), ['up', folder, '--port', String(port), ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // It lives for a few minutes, on cores that the browsers need: to compile twice does not pay.
    env: { ...process.env, CARAVAN_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1' },
  });
  const said = await ready(server);
  mkdirSync('target', { recursive: true });
  server.stderr?.on('data', (data: Buffer) => writeFileSync('target/server.log', data, { flag: 'a' }));
  const base = `http://127.0.0.1:${port}`;
  await setUp(base, /Become its first administrator: (\S+)/.exec(said)?.[1] ?? '');
  const ended = new Promise<void>((done) => server.on('exit', () => done()));
  return {
    base,
    end: async () => {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A journey of which there are several runs by the time they are looked at. */
const EVERY_MINUTE = `
journey: Every minute
audience: {segments: [Employees]}
frequency: repeating
every: 1 minutes
steps:
  - email: first-cup
  - branch:
      - if: in segment 'Gold'
        steps: [{wait: 1 day}]
  - wait: 2 days
`;

export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'caravan-browser-'));

const EXAMPLE = join(ROOT, 'examples/harbour');

/** Makes the data of the sample workspace, once for all servers. */
export default function makeData() {
  if (process.env['CARAVAN_SERVER'] === undefined) {
    execFileSync(join(ROOT, 'caravan'), ['check', EXAMPLE], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/**
 * Starts the packaged server with a copy of the sample workspace, and a second source of segments. Where CARAVAN_SERVER
 * names one that runs already, that is used.
 */
export async function serveExample(): Promise<Served> {
  const running = process.env['CARAVAN_SERVER'];
  if (running !== undefined) {
    return { base: running, end: () => Promise.resolve() };
  }
  const folder = emptyFolder();
  cpSync(EXAMPLE, folder, { recursive: true });
  rmSync(join(folder, '.caravan'), { recursive: true, force: true });
  writeFileSync(join(folder, 'journeys/every-minute.yaml'), EVERY_MINUTE);
  return await serve(folder, '--with-customer-insights');
}
