import {
  Button,
  makeStyles,
  mergeClasses,
  Radio,
  SearchBox,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatNumber } from '../format/format';
import { texts } from '../texts';
import { sorting, type ListState } from './listState';
import { Empty, Failure, Loading } from './States';

export interface Column<T> {
  name: string;
  cell: (row: T) => ReactNode;
  /** By what the server sorts when this column is sorted by. */
  sort?: string;
  numeric?: boolean;
  width?: string;
}

interface Pages<T> {
  pages: { items: T[] }[];
}

const useStyles = makeStyles({
  listing: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  tools: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap', alignItems: 'center' },
  search: { minWidth: '260px' },
  scroll: { overflowX: 'auto' },
  table: { minWidth: '640px', tableLayout: 'auto' },
  cell: { whiteSpace: 'nowrap', paddingInlineEnd: tokens.spacingHorizontalL },
  select: { width: '44px' },
  numeric: {
    fontVariantNumeric: 'tabular-nums',
    paddingInlineEnd: tokens.spacingHorizontalL,
    '& .fui-TableHeaderCell__button': { justifyContent: 'flex-end' },
  },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  foot: {
    display: 'flex',
    gap: tokens.spacingHorizontalM,
    alignItems: 'center',
    color: tokens.colorNeutralForeground3,
  },
  selected: { backgroundColor: tokens.colorNeutralBackground1Selected },
});

/** A list that is searched, sorted, filtered and paged by the server. */
export function Listing<T>(props: {
  label: string;
  columns: Column<T>[];
  query: UseInfiniteQueryResult<Pages<T>>;
  state: ListState;
  rowKey: (row: T) => string;
  rowName?: (row: T) => string;
  /** The key of the selected row, where rows can be selected. */
  selected?: string | undefined;
  onSelect?: (row: T) => void;
  searchable?: boolean;
  filters?: ReactNode;
  empty: ReactNode;
}) {
  const styles = useStyles();
  const { query, state } = props;
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = state.search !== '' || state.isFiltered;
  const body =
    query.data === undefined ? (
      query.error ? (
        <Failure error={query.error} again={() => void query.refetch()} />
      ) : (
        <Loading />
      )
    ) : rows.length === 0 ? (
      isNarrowed ? (
        <Empty title={texts.nothingFound} hint="">
          <Button onClick={state.clear}>{texts.clearSearch}</Button>
        </Empty>
      ) : (
        props.empty
      )
    ) : (
      <>
        <div className={styles.scroll}>
          <Table aria-label={props.label} className={styles.table} size="small">
            <TableHeader>
              <TableRow>
                {props.onSelect && <TableHeaderCell className={styles.select} aria-label={texts.select('')} />}
                {props.columns.map((column) => (
                  <TableHeaderCell
                    key={column.name}
                    className={column.numeric ? styles.numeric : undefined}
                    {...(column.width ? { style: { width: column.width } } : {})}
                    {...sorting(state, column.sort)}
                  >
                    {column.name}
                  </TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map((row) => {
                const key = props.rowKey(row);
                const isSelected = key === props.selected;
                return (
                  <TableRow
                    key={key}
                    aria-selected={props.onSelect ? isSelected : undefined}
                    className={isSelected ? styles.selected : undefined}
                    onClick={() => props.onSelect?.(row)}
                  >
                    {props.onSelect && (
                      <TableCell className={styles.select}>
                        <Radio
                          name={props.label}
                          checked={isSelected}
                          aria-label={texts.select(props.rowName?.(row) ?? key)}
                          onChange={() => props.onSelect?.(row)}
                        />
                      </TableCell>
                    )}
                    {props.columns.map((column) => (
                      <TableCell
                        key={column.name}
                        className={mergeClasses(styles.cell, column.numeric && styles.number)}
                      >
                        {column.cell(row)}
                      </TableCell>
                    ))}
                  </TableRow>
                );
              })}
            </TableBody>
          </Table>
        </div>
        <div className={styles.foot}>
          <Text size={200}>{texts.shown(formatNumber(rows.length))}</Text>
          {query.hasNextPage && (
            <Button
              size="small"
              disabledFocusable={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {texts.more}
            </Button>
          )}
        </div>
      </>
    );
  return (
    <div className={styles.listing}>
      {(props.searchable !== false || props.filters) && (
        <div className={styles.tools} role="search">
          {props.searchable !== false && (
            <SearchBox
              className={styles.search}
              aria-label={texts.search}
              placeholder={texts.search}
              value={state.search}
              onChange={(_, { value }) => state.searchFor(value)}
            />
          )}
          {props.filters}
        </div>
      )}
      {body}
    </div>
  );
}
