import { SearchBox, Select } from '@fluentui/react-components';
import { ArrowUploadRegular } from '@fluentui/react-icons';
import { useMay } from '../api/session';
import { isSortable, knownSort, shownColumns, useAudiences } from '../api/tables';
import { Command, Commands } from '../parts/Commands';
import { useListState } from '../parts/listState';
import { Page } from '../parts/Page';
import { PeopleTable } from '../parts/PeopleTable';
import { Empty, Shown } from '../parts/States';
import { texts as common } from '../texts';
import { personPath, usePeople } from './queries';
import { texts } from './texts';

/** Audience > Contacts. */
export default function ContactsPage() {
  const state = useListState(['audience']);
  const audiences = useAudiences();
  const audience = state.filter('audience') ?? audiences.data?.[0]?.name;
  const table = audiences.data?.find((it) => it.name === audience);
  const people = usePeople(table?.name, state.search, knownSort(table, state.sort));
  const mayWrite = useMay('data');
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      commands={
        mayWrite && (
          <Commands label={texts.commands}>
            <Command
              name={texts.bring}
              icon={<ArrowUploadRegular />}
              primary
              to={`/settings/tables/${encodeURIComponent(audience ?? '')}/import`}
            />
          </Commands>
        )
      }
    >
      <Shown asked={audiences}>
        {(tables) => (
          <>
            <search style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
              <SearchBox
                aria-label={common.search}
                placeholder={common.search}
                value={state.search}
                onChange={(_, { value }) => state.searchFor(value)}
              />
              {tables.length > 1 && (
                <Select
                  aria-label={texts.audience}
                  value={audience ?? ''}
                  onChange={(_, { value }) => state.filterBy('audience', value)}
                >
                  {tables.map((table) => (
                    <option key={table.name}>{table.name}</option>
                  ))}
                </Select>
              )}
            </search>
            <PeopleTable
              label={texts.title}
              query={people}
              columnsOf={(row) => row.attributes}
              columns={table && shownColumns(table)}
              sorting={{ state, isSortable: (column) => isSortable(table, column) }}
              to={(row) => personPath(audience ?? '', row.key)}
              empty={
                state.search === '' ? (
                  <Empty title={texts.empty} hint={texts.emptyHint} />
                ) : (
                  <Empty title={common.nothingFound} hint="" />
                )
              }
            />
          </>
        )}
      </Shown>
    </Page>
  );
}
