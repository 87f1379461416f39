import { BaseEdge, type EdgeProps } from '@xyflow/react';

const ROUND = 8;
const ABOVE = 10;

/** A line from a box to one below it: it turns aside just below the one, or just above where paths meet again. */
export function Way({ id, sourceX: x, sourceY: y, targetX, targetY, target }: EdgeProps) {
  return <BaseEdge id={id} path={pathOf(x, y, targetX, targetY, target.endsWith(':join'))} />;
}

function pathOf(x: number, y: number, toX: number, toY: number, isJoin: boolean): string {
  const aside = toX - x;
  if (Math.abs(aside) < 1) {
    return `M ${x} ${y} V ${toY}`;
  }
  const turn = isJoin ? toY - ABOVE : (y + toY) / 2;
  const round = Math.min(ROUND, Math.abs(aside) / 2, Math.abs(turn - y), Math.abs(toY - turn));
  const right = Math.sign(aside) * round;
  return [
    `M ${x} ${y} V ${turn - round}`,
    `Q ${x} ${turn} ${x + right} ${turn}`,
    `H ${toX - right}`,
    `Q ${toX} ${turn} ${toX} ${turn + round}`,
    `V ${toY}`,
  ].join(' ');
}
