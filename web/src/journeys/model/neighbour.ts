import type { Box } from './layout';

export type Direction = 'up' | 'down' | 'left' | 'right';

const DIRECTIONS: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

export const directionOf = (key: string): Direction | undefined => DIRECTIONS[key];

/** What an arrow key leads to: the nearest box in its direction, rather straight ahead than aside. */
export function neighbour(boxes: Box[], from: string, direction: Direction): Box | undefined {
  const here = boxes.find((box) => box.id === from);
  if (here === undefined) {
    return undefined;
  }
  const isUpright = direction === 'up' || direction === 'down';
  const sign = direction === 'up' || direction === 'left' ? -1 : 1;
  const distance = (box: Box) => {
    const x = box.x + box.width / 2 - (here.x + here.width / 2);
    const y = box.y + box.height / 2 - (here.y + here.height / 2);
    const ahead = sign * (isUpright ? y : x);
    const aside = Math.abs(isUpright ? x : y);
    return ahead > 1 ? ahead + 2 * aside : Infinity;
  };
  return boxes
    .filter((box) => box.kind === 'tile' || box.kind === 'entry' || box.kind === 'exit')
    .map((box) => ({ box, far: distance(box) }))
    .filter(({ far }) => far < Infinity)
    .reduce<{ box: Box; far: number } | undefined>((best, it) => (best && best.far <= it.far ? best : it), undefined)
    ?.box;
}
