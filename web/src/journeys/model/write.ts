import type { Definition, StepDefinition } from './definition';
import type { Journey, Path, Tile, Wait, WaitFor } from './tiles';

/** What stands only where it says something. */
const where = <T>(key: string, value: T, isSaid = Boolean(value)) => (isSaid ? { [key]: value } : {});

/** A journey as its file has it, its parts in the order in which the documentation shows them. */
export function write(journey: Journey): Definition {
  const { audience, exit, goal, frequency } = journey;
  return {
    journey: journey.journey,
    audience: { segments: audience.segments, ...where('exclude', audience.exclude, audience.exclude.length > 0) },
    frequency,
    ...where('every', journey.every, frequency === 'repeating'),
    ...where('rejoin', true, frequency === 'ongoing' && journey.rejoin),
    ...where('start', journey.start),
    ...where('end', journey.end),
    ...where('time-zone', journey['time-zone']),
    ...where('entry-rate', journey['entry-rate']),
    ...where(
      'exit',
      {
        ...where('segments', exit.segments, exit.segments.length > 0),
        ...where('events', exit.events, exit.events.length > 0),
      },
      exit.segments.length + exit.events.length > 0,
    ),
    ...(goal ? { goal: { segment: goal.segment, ...where('within', goal.within) } } : {}),
    steps: writeTiles(journey.tiles),
  };
}

export const writeTiles = (tiles: Tile[]): StepDefinition[] =>
  tiles.map((tile) => ({ ...where('id', tile.id), [tile.kind]: writeTile(tile) }));

function writeTile(tile: Tile): unknown {
  switch (tile.kind) {
    case 'email':
    case 'sms':
    case 'push':
      return tile.data.message;
    case 'wait':
      return writeWait(tile.data);
    case 'wait-for':
      return writeWaitFor(tile.data, tile.paths);
    case 'branch':
      return tile.paths.filter((path) => path.role === 'if' || path.tiles.length > 0).map(writeBranchPath);
    case 'split':
      return tile.paths.map((path) => ({ share: `${path.share}%`, steps: writeTiles(path.tiles) }));
    case 'set':
      return tile.data.values;
    case 'webhook':
      return { url: tile.data.url, ...where('body', tile.data.body, Object.keys(tile.data.body).length > 0) };
    case 'exit':
      return null;
  }
}

function writeWait(wait: Wait): unknown {
  switch (wait.until) {
    case 'duration':
      return wait.duration;
    case 'moment':
      return { until: wait.moment, ...where('zone', 'person', wait.personal) };
    case 'date':
      return {
        until: wait.column,
        ...where('offset', wait.offset),
        ...where('at', wait.at),
        ...where('zone', 'person', wait.personal),
      };
    case 'time':
      return {
        at: wait.at,
        ...where('on', wait.days, wait.days.length > 0),
        ...where('zone', 'person', wait.personal),
      };
  }
}

const writeWaitFor = (data: WaitFor, paths: Path[]) => ({
  ...(data.trigger === 'event' ? { event: data.event } : { if: data.condition }),
  ...where('up-to', data.upTo),
  ...Object.fromEntries(
    paths.filter((path) => path.tiles.length > 0).map((path) => [path.role, writeTiles(path.tiles)]),
  ),
});

const writeBranchPath = (path: Path) =>
  path.role === 'else' ? { else: writeTiles(path.tiles) } : { if: path.condition, steps: writeTiles(path.tiles) };
