import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatValue } from '../format/format';
import { texts } from '../texts';
import { sorting, type ListState } from './listState';
import { NavLink } from './NavLink';
import { Shown } from './States';

const MOST_COLUMNS = 6;

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '640px', tableLayout: 'auto' },
  cell: { whiteSpace: 'nowrap', paddingInlineEnd: '16px' },
  more: { alignSelf: 'start' },
});

/** How people are sorted by a column of theirs. */
export interface Sorting {
  state: ListState;
  /** Whether there is an order of a column's values. */
  isSortable: (column: string) => boolean;
}

/** People, a row each, with some columns of theirs; names lead to their pages where `to` says so. */
export function PeopleTable<T extends { key: string }>(props: {
  label: string;
  query: UseInfiniteQueryResult<{ pages: { items: T[] }[] }>;
  columnsOf: (row: T) => Record<string, unknown>;
  /** Those that are shown; where nobody says, the first that have a value. */
  columns?: string[] | undefined;
  sorting?: Sorting;
  to?: (row: T) => string;
  empty: ReactNode;
}) {
  const styles = useStyles();
  const { query } = props;
  return (
    <Shown asked={query}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.items);
        const columns =
          props.columns ??
          [...new Set(rows.flatMap((row) => Object.keys(props.columnsOf(row))))].slice(0, MOST_COLUMNS);
        if (rows.length === 0) {
          return props.empty;
        }
        return (
          <>
            <div className={styles.scroll}>
              <Table aria-label={props.label} size="small" className={styles.table}>
                <TableHeader>
                  <TableRow>
                    {columns.map((column) => (
                      <TableHeaderCell
                        key={column}
                        {...(props.sorting
                          ? sorting(props.sorting.state, props.sorting.isSortable(column) ? column : undefined)
                          : {})}
                      >
                        {column}
                      </TableHeaderCell>
                    ))}
                  </TableRow>
                </TableHeader>
                <TableBody>
                  {rows.map((row) => (
                    <TableRow key={row.key}>
                      {columns.map((column, index) => {
                        const value = formatValue(props.columnsOf(row)[column]);
                        return (
                          <TableCell key={column} className={styles.cell}>
                            {index === 0 && props.to ? <NavLink to={props.to(row)}>{value || row.key}</NavLink> : value}
                          </TableCell>
                        );
                      })}
                    </TableRow>
                  ))}
                </TableBody>
              </Table>
            </div>
            {query.hasNextPage && (
              <Button
                size="small"
                className={styles.more}
                disabledFocusable={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {texts.more}
              </Button>
            )}
          </>
        );
      }}
    </Shown>
  );
}
