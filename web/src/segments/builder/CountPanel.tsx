import {
  Card,
  makeStyles,
  Spinner,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  Title1,
  tokens,
} from '@fluentui/react-components';
import { formatNumber, formatShare, formatValue } from '../../format/format';
import { Failure } from '../../parts/States';
import type { Count } from './queries';
import { texts } from './texts';

const COLUMNS = 4;

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3 },
  scroll: { overflowX: 'auto' },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** How many people there are, out of how many, how long that took, what would change, and some of them. */
export function CountPanel(props: { count: Count | undefined; isCounting: boolean; error: unknown }) {
  const styles = useStyles();
  const { count, isCounting, error } = props;
  if (error) {
    return <Failure error={error} />;
  }
  return (
    <Card>
      <div className={styles.line} aria-live="polite">
        <Title1 data-testid="count">{count ? formatNumber(count.count) : '–'}</Title1>
        {count && <Text>{texts.outOf(formatNumber(count.of), formatShare(count.count, count.of))}</Text>}
        {isCounting && <Spinner size="extra-tiny" label={texts.beingCounted} labelPosition="after" />}
      </div>
      {count && (
        <Text size={200} className={styles.quiet}>
          {texts.took(formatNumber(count.milliseconds))}
        </Text>
      )}
      {count?.change && (
        <Text size={200} data-testid="change">
          {texts.againstSaved}: {texts.joined(formatNumber(count.change.joined))},{' '}
          {texts.left(formatNumber(count.change.left))}.
        </Text>
      )}
      {count && <Sample count={count} />}
    </Card>
  );
}

function Sample({ count }: { count: Count }) {
  const styles = useStyles();
  const columns = [...new Set(count.sample.flatMap((it) => Object.keys(it.columns)))].slice(0, COLUMNS);
  if (count.sample.length === 0) {
    return <Text>{texts.nobody}</Text>;
  }
  return (
    <div className={styles.scroll}>
      <Table size="extra-small" aria-label={texts.sample}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{column}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {count.sample.map((person) => (
            <TableRow key={person.key}>
              {columns.map((column) => {
                const value = formatValue(person.columns[column]);
                return (
                  <TableCell key={column} className={styles.cell} title={value}>
                    {value}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
