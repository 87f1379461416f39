import { Background, Controls, ReactFlow, type Edge } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useIsDark } from '../../shell/theme';
import { directionOf, neighbour } from '../model/neighbour';
import { layout, type Box } from '../model/layout';
import type { Journey } from '../model/tiles';
import { texts } from '../texts';
import { hasAnswers, type Numbers } from '../live/numbers';
import type { Shown } from './actions';
import { Follow } from './Follow';
import { BoxView, type BoxNode } from './boxes';
import './canvas.css';
import { Way } from './Way';
import { useNodes } from './useNodes';

const TYPES = { box: BoxView };
const WAYS = { way: Way };
const HEIGHT = 64;
const HEIGHT_OF_NUMBERS = 34;
const MANY = 30;
const MARGIN = 24;
const LEAST_ZOOM = 0.6;

/** The canvas of a journey: what stands where is computed, not dragged. */
export function Canvas(props: {
  journey: Journey;
  /** The numbers of a tile, of a journey that is or was live. */
  numbersAt: ((key: string) => Numbers | undefined) | undefined;
  isReadOnly: boolean;
  shownOf: (box: Box) => Omit<Shown, 'isFocused'>;
  entryWords: string;
  exitWords: string;
  /** A tile to bring into view and to give the focus to; another object each time. */
  goTo: { key: string } | undefined;
  /** That a tile has the focus. */
  onReach: (key: string) => void;
}) {
  const isDark = useIsDark();
  const { journey, numbersAt, isReadOnly, goTo } = props;
  const { boxes, lines } = useMemo(
    () => layout(journey, (key) => HEIGHT + HEIGHT_OF_NUMBERS * rowsOf(numbersAt, key), !isReadOnly),
    [journey, numbersAt, isReadOnly],
  );
  const [focused, setFocused] = useState(goTo?.key);
  const [gone, setGone] = useState(goTo);
  const area = useRef<HTMLDivElement>(null);
  if (goTo !== gone) {
    setGone(goTo);
    setFocused(goTo?.key);
  }
  const nodes = useNodes(boxes, journey, props, focused);
  const edges = useMemo(
    () => lines.map(({ id, from, to }): Edge => ({ id, source: from, target: to, type: 'way', focusable: false })),
    [lines],
  );
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const direction = directionOf(event.key);
    const from = (event.target as HTMLElement).dataset['tile'];
    const next = direction && from && neighbour(boxes, from, direction);
    if (next) {
      event.preventDefault();
      setFocused(next.id);
    }
  };
  return (
    <div
      ref={area}
      className="caravan-canvas"
      style={{ width: '100%', height: '100%' }}
      role="region"
      aria-label={texts.canvas}
      onKeyDown={walk}
      onFocus={(event) => {
        const { tile } = event.target.dataset;
        setFocused(tile);
        if (tile !== undefined) {
          props.onReach(tile);
        }
      }}
      onBlur={() => setFocused(undefined)}
    >
      <ReactFlow<BoxNode>
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        edgeTypes={WAYS}
        colorMode={isDark ? 'dark' : 'light'}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        onlyRenderVisibleElements={boxes.length > MANY}
        minZoom={0.1}
        maxZoom={1.5}
        panOnScroll
        zoomOnDoubleClick={false}
        onInit={(flow) => void flow.setViewport(beginning(boxes, area.current?.clientWidth ?? 0))}
      >
        <Background />
        <Controls showInteractive={false} fitViewOptions={{ maxZoom: 1 }} />
        <Follow boxes={boxes} focused={focused} />
      </ReactFlow>
    </div>
  );
}

/** How many rows of numbers a tile has. */
function rowsOf(numbersAt: ((key: string) => Numbers | undefined) | undefined, key: string): number {
  const numbers = numbersAt?.(key);
  return numbersAt === undefined || numbers?.length === 0 ? 0 : hasAnswers(numbers) ? 2 : 1;
}

/** The top of a journey in the middle, and all of its breadth where that can still be read. */
function beginning(boxes: Box[], width: number) {
  const left = Math.min(...boxes.map((box) => box.x));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const fits = (width - 2 * MARGIN) / (right - left);
  const zoom = Math.min(1, Math.max(fits, LEAST_ZOOM));
  const middle = fits < LEAST_ZOOM ? 0 : (left + right) / 2;
  return { x: width / 2 - zoom * middle, y: MARGIN, zoom };
}
