import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { AddRegular, ArrowEnterRegular, DoorArrowRightRegular } from '@fluentui/react-icons';
import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo, useState, type ReactNode } from 'react';
import { describeTile, kindOf, nameOf } from '../../tiles';
import { texts as tileTexts } from '../../tiles/texts';
import type { Box } from '../model/layout';
import type { Path, Tile } from '../model/tiles';
import { texts } from '../texts';
import { useActions, type Shown } from './actions';
import { TileCard } from './TileCard';

export type BoxNode = Node<{ box: Box; words: string; shown: Shown }>;

const useStyles = makeStyles({
  path: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground4,
    color: tokens.colorNeutralForeground2,
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: 'none',
    font: 'inherit',
    cursor: 'pointer',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  still: { cursor: 'default' },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  plus: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    borderRadius: '50%',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    padding: 0,
    ':hover': { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  target: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    transform: 'scale(1.4)',
  },
});

/** Where lines begin and end. */
function Joints(props: { children?: ReactNode }) {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      {props.children}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

function PlusBox(props: { box: Extract<Box, { kind: 'plus' }>; words: string }) {
  const styles = useStyles();
  const actions = useActions();
  const [isTarget, setTarget] = useState(false);
  const { place } = props.box;
  return (
    <button
      type="button"
      className={mergeClasses(styles.plus, isTarget && styles.target)}
      aria-label={props.words}
      aria-haspopup="menu"
      data-plus={props.box.id}
      onClick={(event) => actions.add(place, event.currentTarget)}
      onDragOver={(event) => {
        if (actions.mayDrop(place)) {
          event.preventDefault();
          setTarget(true);
        }
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        event.preventDefault();
        setTarget(false);
        actions.drop(place);
      }}
    >
      <AddRegular />
    </button>
  );
}

function PathBox(props: { box: Extract<Box, { kind: 'path' }> }) {
  const styles = useStyles();
  const actions = useActions();
  const { path, tile } = props.box;
  const words = pathWords(tile, path);
  return (
    <button
      type="button"
      className={styles.path}
      title={words}
      onClick={(event) => actions.select(tile.key, event.detail === 0)}
    >
      <Text size={200} className={styles.line}>
        {words}
      </Text>
    </button>
  );
}

/** What a path is called. */
export function pathWords(tile: Tile, { role, condition, share }: Path): string {
  switch (role) {
    case 'if':
      return condition || tileTexts.notChosen;
    case 'share':
      return `${share} %`;
    case 'then':
      return tileTexts.then;
    case 'else':
      return tile.kind === 'wait-for' ? tileTexts.otherwise : tileTexts.elsePath;
  }
}

function Inside({ box, words, shown }: BoxNode['data']) {
  const styles = useStyles();
  switch (box.kind) {
    case 'entry':
      return <TileCard id={box.id} name={texts.entry} icon={<ArrowEnterRegular />} words={words} shown={shown} />;
    case 'exit':
      return <TileCard id={box.id} name={texts.exit} icon={<DoorArrowRightRegular />} words={words} shown={shown} />;
    case 'tile': {
      const { tile } = box;
      const icon = kindOf(tile.kind).icon;
      return (
        <TileCard id={tile.key} name={nameOf(tile)} icon={icon} words={describeTile(tile)} shown={shown} isDraggable />
      );
    }
    case 'path':
      return <PathBox box={box} />;
    case 'rest':
      return (
        <div className={mergeClasses(styles.path, styles.still)}>
          <Text size={200}>{tileTexts.rest(box.share)}</Text>
        </div>
      );
    case 'plus':
      return <PlusBox box={box} words={words} />;
    case 'join':
      return null;
  }
}

/** What a box is of; where it stands does not matter for how it looks. */
const partsOf = ({ box, words, shown }: BoxNode['data']): unknown[] => [
  box.kind,
  words,
  'tile' in box ? box.tile : undefined,
  'path' in box ? box.path : undefined,
  'share' in box ? box.share : undefined,
  'place' in box ? `${box.place.path}:${box.place.index}` : undefined,
  ...(Object.values(shown) as unknown[]),
];

function isSame(a: NodeProps<BoxNode>, b: NodeProps<BoxNode>): boolean {
  const after = partsOf(b.data);
  return partsOf(a.data).every((part, index) => part === after[index]);
}

/** A box on the canvas; it is drawn anew only when it shows something else. */
export const BoxView = memo(
  ({ data }: NodeProps<BoxNode>) => (
    <Joints>
      <Inside {...data} />
    </Joints>
  ),
  isSame,
);
BoxView.displayName = 'BoxView';
