import { api, ask, type Schemas } from '../../api/client';
import { formatNumber } from '../../format/format';
import { Filter } from '../../parts/Filter';
import { Listing, type Column } from '../../parts/Listing';
import { given, one, useListState } from '../../parts/listState';
import { NavLink } from '../../parts/NavLink';
import { usePaged } from '../../parts/paged';
import { Page } from '../../parts/Page';
import { Empty } from '../../parts/States';
import { texts as segments } from '../../segments/texts';
import { texts as all } from '../texts';

const texts = all.tables;

const COLUMNS: Column<Schemas['Table']>[] = [
  {
    name: all.name,
    sort: 'name',
    cell: (it) => <NavLink to={`/settings/tables/${encodeURIComponent(it.name)}`}>{it.name}</NavLink>,
  },
  { name: texts.rows, sort: 'rows', numeric: true, cell: (it) => formatNumber(it.rows) },
  { name: texts.audience, sort: 'audience', cell: (it) => (it.audience ? texts.yes : texts.no) },
  { name: texts.key, cell: (it) => it.key ?? '' },
  { name: texts.columns, sort: 'columns', numeric: true, cell: (it) => formatNumber(Object.keys(it.columns).length) },
  { name: texts.source, sort: 'source', cell: (it) => segments.sources[it.source] ?? it.source },
];

/** Settings > Tables. */
export default function TablesPage() {
  const state = useListState(['source']);
  const query = usePaged(['tables', 'pages'], [state.search, state.sort, state.filter('source')], (cursor) =>
    ask(
      api.GET('/api/v1/tables', {
        params: {
          query: given({ cursor, search: state.search, sort: state.sort, source: one(state.filter('source')) }),
        },
      }),
    ),
  );
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Listing
        label={texts.title}
        columns={COLUMNS}
        query={query}
        state={state}
        filters={<Filter name="source" label={texts.source} choices={segments.sources} state={state} />}
        rowKey={(it) => it.name}
        empty={<Empty title={texts.title} hint={texts.lead} />}
      />
    </Page>
  );
}
