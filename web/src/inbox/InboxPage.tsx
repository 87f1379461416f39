import { Badge } from '@fluentui/react-components';
import { personPath } from '../contacts/queries';
import { Ago } from '../parts/Ago';
import { Filter } from '../parts/Filter';
import { Listing, type Column } from '../parts/Listing';
import { useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Page } from '../parts/Page';
import { Empty } from '../parts/States';
import { letterPath, useInbox, useJourneyNames, type Letter } from './queries';
import { texts } from './texts';

const COLUMNS: Column<Letter>[] = [
  {
    name: texts.subject,
    width: '32%',
    cell: (it) => (
      <>
        <NavLink to={letterPath(it.id)}>{it.subject ?? texts.noSubject}</NavLink>{' '}
        {it.fault !== undefined && <Badge color="danger">{texts.fault}</Badge>}
      </>
    ),
  },
  { name: texts.to, cell: (it) => it.to ?? '' },
  { name: texts.person, cell: (it) => <NavLink to={personPath(it.audience, it.person)}>{it.person}</NavLink> },
  {
    name: texts.message,
    cell: (it) => <NavLink to={`/engagement/messages/${encodeURIComponent(it.message)}`}>{it.message}</NavLink>,
  },
  {
    name: texts.journey,
    cell: (it) =>
      it.journey === '' ? (
        texts.test
      ) : (
        <NavLink to={`/engagement/journeys/${encodeURIComponent(it.journey)}`}>{it.journey}</NavLink>
      ),
  },
  { name: texts.sent, cell: (it) => <Ago at={it.sent} /> },
];

/** Engagement > Inbox. */
export default function InboxPage() {
  const state = useListState(['journey']);
  const query = useInbox(state);
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Listing
        label={texts.title}
        columns={COLUMNS}
        query={query}
        state={state}
        rowKey={(it) => String(it.id)}
        filters={<Filter name="journey" label={texts.journey} choices={useJourneyNames()} state={state} />}
        empty={<Empty title={texts.empty} hint={texts.emptyHint} />}
      />
    </Page>
  );
}
