import type { Definition, StepDefinition, Value } from './definition';
import { newKey, newPath, newTile, type Journey, type Tile, type Wait } from './tiles';

type Part = Record<string, unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const WALL_CLOCK = /^\d{4}-\d\d-\d\dT/;

/** What a definition says, as it is edited. */
export function read(definition: Definition): Journey {
  const { steps, exit, audience, ...rest } = definition;
  return {
    ...rest,
    audience: { segments: audience.segments, exclude: audience.exclude ?? [] },
    exit: { segments: exit?.segments ?? [], events: exit?.events ?? [] },
    tiles: readSteps(steps),
  };
}

export function readSteps(steps: unknown): Tile[] {
  return ((steps ?? []) as StepDefinition[]).map((step) => {
    const tile = readTile(step);
    return step.id === undefined ? tile : { ...tile, id: step.id };
  });
}

function readTile(step: StepDefinition): Tile {
  if ('email' in step) return newTile('email', { message: text(step['email']) });
  if ('sms' in step) return newTile('sms', { message: text(step['sms']) });
  if ('push' in step) return newTile('push', { message: text(step['push']) });
  if ('wait' in step) return newTile('wait', readWait(step['wait']));
  if ('wait-for' in step) return readWaitFor(step['wait-for'] as Part);
  if ('branch' in step) return readBranch(step['branch'] as Part[]);
  if ('split' in step) return readSplit(step['split'] as Part[]);
  if ('set' in step) return newTile('set', { values: step['set'] as Record<string, Value> });
  if ('webhook' in step) {
    const { url, body } = step['webhook'] as Part;
    return newTile('webhook', { url: text(url), body: (body ?? {}) as Part });
  }
  return newTile('exit', {});
}

function readWait(value: unknown): Wait {
  if (typeof value === 'string') {
    return { until: 'duration', duration: value };
  }
  const wait = value as Part;
  const personal = wait['zone'] === 'person';
  const until = text(wait['until']);
  if (until === '') {
    return { until: 'time', at: text(wait['at']), days: (wait['on'] ?? []) as string[], personal };
  }
  return WALL_CLOCK.test(until)
    ? { until: 'moment', moment: until, personal }
    : { until: 'date', column: until, offset: text(wait['offset']), at: text(wait['at']), personal };
}

function readWaitFor(value: Part): Tile {
  const data = {
    trigger: 'event' in value ? ('event' as const) : ('condition' as const),
    condition: text(value['if']),
    event: text(value['event']),
    upTo: text(value['up-to']),
  };
  return newTile('wait-for', data, [
    newPath('then', { tiles: readSteps(value['then']) }),
    newPath('else', { tiles: readSteps(value['else']) }),
  ]);
}

/** A branch always has a path for all others: where the file leaves it out it is empty. */
function readBranch(items: Part[]): Tile {
  const paths = items.map((item) =>
    'else' in item
      ? newPath('else', { tiles: readSteps(item['else']) })
      : newPath('if', { condition: text(item['if']), tiles: readSteps(item['steps']) }),
  );
  return newTile('branch', {}, paths.at(-1)?.role === 'else' ? paths : [...paths, newPath('else')]);
}

function readSplit(items: Part[]): Tile {
  const paths = items.map((item) =>
    newPath('share', { share: text(item['share']).replace(/\s*%$/, ''), tiles: readSteps(item['steps']) }),
  );
  return newTile('split', {}, paths);
}

/** Another that does the same: with keys of its own, and without ids, which there may be only once. */
export const copyOf = (tile: Tile): Tile =>
  ({
    ...newTile(tile.kind, tile.data),
    paths: tile.paths.map((path) => ({ ...path, key: newKey(), tiles: path.tiles.map(copyOf) })),
  }) as Tile;
