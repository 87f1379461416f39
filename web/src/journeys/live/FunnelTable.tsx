import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { formatNumber, formatShare } from '../../format/format';
import { describeTile, nameOf } from '../../tiles';
import { idsOf } from '../model/ids';
import { allTiles, type Journey } from '../model/tiles';
import type { Funnel, FunnelStep } from '../queries';
import { texts } from '../texts';
import { isMessage, sum } from './numbers';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { tableLayout: 'auto', minWidth: '100%', width: 'auto' },
  number: {
    textAlign: 'end',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    '& .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
  run: { textAlign: 'start', whiteSpace: 'nowrap' },
  first: { borderLeft: `1px solid ${tokens.colorNeutralStroke2}` },
  tile: { minWidth: '220px' },
  words: { overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
  come: { minWidth: '104px' },
  line: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  track: { flex: 1, minWidth: '36px', height: '12px' },
  bar: {
    height: '100%',
    minWidth: '1px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorBrandBackground,
    printColorAdjust: 'exact',
  },
});

export interface NamedFunnel {
  name: string;
  funnel: Funnel;
}

/** Numbers of a tile; of what it does not do there are none. */
const FIGURES: { name: string; of: (step: FunnelStep) => number | undefined }[] = [
  { name: texts.here, of: (step) => step.here },
  { name: texts.sent, of: (step) => (isMessage(step) ? step.sent : undefined) },
  { name: texts.blocked, of: (step) => (isMessage(step) ? sum(step.blocked) : undefined) },
];

/** How many came how far, a tile a row; funnels of several runs stand side by side. */
export function FunnelTable(props: { label: string; journey: Journey; funnels: NamedFunnel[] }) {
  const styles = useStyles();
  const { funnels } = props;
  const ids = idsOf(props.journey);
  const tiles = allTiles(props.journey.tiles);
  const stepOf = (funnel: Funnel, key: string) => funnel.steps.find((step) => step.id === ids.get(key));
  return (
    <div className={styles.scroll} role="group" aria-label={props.label} tabIndex={0}>
      <Table size="small" aria-label={props.label} className={styles.table}>
        <TableHeader>
          {funnels.length > 1 && (
            <TableRow>
              <TableHeaderCell />
              {funnels.map(({ name, funnel }) => (
                <TableHeaderCell
                  key={name}
                  colSpan={1 + FIGURES.length}
                  scope="colgroup"
                  className={mergeClasses(styles.run, styles.first)}
                >
                  {texts.runWith(name, formatNumber(funnel.entered))}
                </TableHeaderCell>
              ))}
            </TableRow>
          )}
          <TableRow>
            <TableHeaderCell className={styles.tile}>{texts.step}</TableHeaderCell>
            {funnels.flatMap((it) => [
              <TableHeaderCell key={it.name} className={mergeClasses(styles.come, styles.first)}>
                {texts.inflow}
              </TableHeaderCell>,
              ...FIGURES.map(({ name }) => (
                <TableHeaderCell key={`${it.name} ${name}`} className={styles.number}>
                  {name}
                </TableHeaderCell>
              )),
            ])}
          </TableRow>
        </TableHeader>
        <TableBody>
          {tiles.map((tile) => (
            <TableRow key={tile.key}>
              <TableCell className={mergeClasses(styles.tile, styles.words)}>
                <span className={styles.title}>
                  {ids.get(tile.key)} {nameOf(tile)}
                </span>{' '}
                {describeTile(tile)}
              </TableCell>
              {funnels.flatMap(({ name, funnel }) => {
                const step = stepOf(funnel, tile.key);
                return [
                  <TableCell key={name} className={mergeClasses(styles.come, styles.first)}>
                    <Share part={step?.inflow ?? 0} whole={funnel.entered} />
                  </TableCell>,
                  ...FIGURES.map((figure) => {
                    const value = step && figure.of(step);
                    return (
                      <TableCell key={`${name} ${figure.name}`} className={styles.number}>
                        {value === undefined ? '' : formatNumber(value)}
                      </TableCell>
                    );
                  }),
                ];
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

/** How many came, as a part of those who entered. */
function Share(props: { part: number; whole: number }) {
  const styles = useStyles();
  const { part, whole } = props;
  return (
    <span className={styles.line} title={formatShare(part, whole)}>
      <span className={styles.track}>
        {part > 0 && whole > 0 && (
          <div className={styles.bar} style={{ width: `${Math.min(100, (100 * part) / whole)}%` }} />
        )}
      </span>
      <span className={styles.number}>{formatNumber(part)}</span>
    </span>
  );
}
