import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import { formatNumber } from '../../format/format';
import { describeTile, nameOf } from '../../tiles';
import { idsOf } from '../model/ids';
import { allTiles, type Journey } from '../model/tiles';
import type { Funnel } from '../queries';
import { texts } from '../texts';
import { sum } from './numbers';

const useStyles = makeStyles({
  number: {
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    '& .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
  tile: { width: '40%' },
  words: { overflowWrap: 'anywhere' },
  title: { fontWeight: tokens.fontWeightSemibold },
});

export interface NamedFunnel {
  name: string;
  funnel: Funnel;
}

/** How many came how far, a tile a row; funnels of several runs stand side by side. */
export function FunnelTable(props: { label: string; journey: Journey; funnels: NamedFunnel[] }) {
  const styles = useStyles();
  const ids = idsOf(props.journey);
  const tiles = allTiles(props.journey.tiles);
  const isOne = props.funnels.length === 1;
  const columns = props.funnels.flatMap(({ name, funnel }) => {
    const stepOf = (id: string | undefined) => funnel.steps.find((step) => step.id === id);
    const prefix = isOne ? '' : `${name}: `;
    return [
      { name: prefix + texts.inflow, of: (id?: string) => stepOf(id)?.inflow },
      { name: prefix + texts.here, of: (id?: string) => stepOf(id)?.here },
      { name: prefix + texts.sent, of: (id?: string) => stepOf(id)?.sent },
      ...(isOne ? [{ name: texts.blocked, of: (id?: string) => sum(stepOf(id)?.blocked ?? {}) }] : []),
    ];
  });
  return (
    <Table size="small" aria-label={props.label}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.tile}>{texts.step}</TableHeaderCell>
          {columns.map((column) => (
            <TableHeaderCell key={column.name} className={styles.number}>
              {column.name}
            </TableHeaderCell>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {tiles.map((tile) => (
          <TableRow key={tile.key}>
            <TableCell className={styles.words}>
              <span className={styles.title}>
                {ids.get(tile.key)} {nameOf(tile)}
              </span>{' '}
              {describeTile(tile)}
            </TableCell>
            {columns.map((column) => (
              <TableCell key={column.name} className={styles.number}>
                {formatNumber(column.of(ids.get(tile.key)) ?? 0)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
