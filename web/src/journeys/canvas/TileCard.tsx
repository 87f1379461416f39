import { Badge, Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useEffect, useRef, type ReactElement } from 'react';
import { formatNumber, formatShortNumber } from '../../format/format';
import type { Figure, Numbers } from '../live/numbers';
import { useMatches } from '../../parts/matches';
import { texts } from '../texts';
import { useActions, type Shown } from './actions';

const useStyles = makeStyles({
  card: {
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    overflow: 'hidden',
    ':focus-within': { border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
  },
  selected: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `0 0 0 2px ${tokens.colorBrandStroke1}`,
    ':focus-within': { border: `1px solid ${tokens.colorBrandStroke1}` },
  },
  cut: {
    border: `1px dashed ${tokens.colorBrandStroke1}`,
    ':focus-within': { border: `1px dashed ${tokens.colorBrandStroke1}` },
  },
  faulty: { border: `1px solid ${tokens.colorStatusDangerBorderActive}` },
  main: {
    flex: 1,
    minHeight: 0,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-3px',
      borderRadius: tokens.borderRadiusLarge,
    },
  },
  icon: {
    display: 'flex',
    fontSize: '20px',
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, flex: 1 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  numbers: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '32px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    overflow: 'hidden',
  },
  figure: { minWidth: 0, flexShrink: 0, whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalXS}` },
  value: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold, marginInlineStart: '4px' },
  bad: { color: tokens.colorPaletteRedForeground1 },
});

/** Above this a number is written short, and in full where it is pointed at. */
const LONG = 100_000;
const shortNumber = (value: number) => (value < LONG ? formatNumber(value) : formatShortNumber(value));

/** A tile, or the entry or exit criteria: what it is, what it says, what is wrong with it, how many came by. */
export function TileCard(props: {
  id: string;
  name: string;
  icon: ReactElement;
  words: string;
  shown: Shown;
  isDraggable?: boolean;
}) {
  const styles = useStyles();
  const actions = useActions();
  const button = useRef<HTMLButtonElement>(null);
  const { isSelected, isCut, isFocused, faults, warnings, numbers, isReadOnly } = props.shown;
  useEffect(() => {
    if (isFocused) {
      button.current?.focus({ preventScroll: true });
    }
  }, [isFocused]);
  const isTouched = useMatches('(pointer: coarse)');
  const canDrag = props.isDraggable === true && !isReadOnly && !isTouched;
  return (
    <div
      className={mergeClasses(
        canDrag && 'nopan', // else the canvas is taken along
        styles.card,
        faults > 0 && styles.faulty,
        isSelected && styles.selected,
        isCut && styles.cut,
      )}
      data-testid={`tile-${props.id}`}
      draggable={canDrag}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', props.words);
        event.dataTransfer.effectAllowed = 'move';
        actions.drag(props.id);
      }}
      onDragEnd={() => actions.drag(undefined)}
    >
      <button
        ref={button}
        type="button"
        className={styles.main}
        aria-pressed={isSelected}
        data-tile={props.id}
        onClick={(event) => actions.select(props.id, event.detail === 0)}
      >
        <span className={styles.icon}>{props.icon}</span>
        <span className={styles.words}>
          <Text weight="semibold" className={styles.line}>
            {props.name}
          </Text>
          <Text size={200} className={mergeClasses(styles.line, styles.quiet)} title={props.words}>
            {props.words}
          </Text>
        </span>
        {faults > 0 && (
          <Badge color="danger" aria-label={texts.problemCount(faults)}>
            {faults}
          </Badge>
        )}
        {faults === 0 && warnings > 0 && (
          <Badge color="warning" aria-label={texts.warningCount(warnings)}>
            {warnings}
          </Badge>
        )}
      </button>
      {numbers !== undefined && numbers.length > 0 && <NumbersRows numbers={numbers} of={props.name} />}
    </div>
  );
}

/** Its numbers; what people did with a message stands below the others. */
function NumbersRows(props: { numbers: Numbers; of: string }) {
  const styles = useStyles();
  const numbers = props.numbers.filter((it) => it.only !== 'long');
  const answers = numbers.filter((it) => it.isAnswer);
  return (
    <div role="group" aria-label={texts.numbersOf(props.of)}>
      {[numbers.filter((it) => !it.isAnswer), answers].map(
        (row, index) =>
          (index === 0 || row.length > 0) && (
            <div key={index} className={styles.numbers}>
              {row.map((figure) => (
                <FigureView key={figure.name} figure={figure} />
              ))}
            </div>
          ),
      )}
    </div>
  );
}

function FigureView({ figure }: { figure: Figure }) {
  const styles = useStyles();
  const actions = useActions();
  const { name, value, people, isBad } = figure;
  const look = mergeClasses(styles.figure, isBad && styles.bad);
  const words = (
    <>
      {name}
      <span className={styles.value} title={formatNumber(value)}>
        {shortNumber(value)}
      </span>
    </>
  );
  return people && value > 0 ? (
    <Button size="small" appearance="subtle" className={look} onClick={() => actions.showPeople(people)}>
      {words}
    </Button>
  ) : (
    <Text size={200} className={look}>
      {words}
    </Text>
  );
}
