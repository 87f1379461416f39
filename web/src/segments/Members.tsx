import { Button, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import { isSortable, knownSort, shownColumns, useAudiences } from '../api/tables';
import { personPath } from '../contacts/queries';
import { useListState } from '../parts/listState';
import { PeopleTable } from '../parts/PeopleTable';
import { Empty } from '../parts/States';
import { texts as common } from '../texts';
import { useMembers } from './queries';
import { texts } from './texts';

const useStyles = makeStyles({ tools: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' } });

/** Who is in a segment: searched, sorted, and to take away. */
export function Members(props: { name: string; audience: string }) {
  const styles = useStyles();
  const state = useListState();
  const table = useAudiences().data?.find((it) => it.name === props.audience);
  const query = useMembers(props.name, state.search, knownSort(table, state.sort));
  return (
    <>
      <search className={styles.tools}>
        <SearchBox
          aria-label={common.search}
          placeholder={common.search}
          value={state.search}
          onChange={(_, { value }) => state.searchFor(value)}
        />
        <Button
          as="a"
          icon={<ArrowDownloadRegular />}
          href={`/api/v1/segments/${encodeURIComponent(props.name)}/members?format=csv`}
          download={`${props.name}.csv`}
        >
          {texts.exportCsv}
        </Button>
      </search>
      <PeopleTable
        label={texts.members}
        query={query}
        columnsOf={(row) => row.columns}
        columns={table && shownColumns(table)}
        sorting={{ state, isSortable: (column) => isSortable(table, column) }}
        to={(row) => personPath(props.audience, row.key)}
        empty={
          state.search === '' ? (
            <Empty title={texts.noMembers} hint={texts.noMembersHint} />
          ) : (
            <Empty title={common.nothingFound} hint="" />
          )
        }
      />
    </>
  );
}
