import { makeStyles, NavDrawer, NavDrawerBody, NavItem, NavSectionHeader, tokens } from '@fluentui/react-components';
import {
  BranchForkRegular,
  DatabasePlugConnectedRegular,
  HandshakeRegular,
  HistoryRegular,
  HomeRegular,
  KeyRegular,
  MailInboxRegular,
  MailRegular,
  PeopleRegular,
  PersonAccountsRegular,
  PlugConnectedRegular,
  PeopleListRegular,
  TableRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession, type Scope } from '../api/session';
import { NEW_JOURNEY } from '../journeys/places';
import { NEW_MESSAGE } from '../messages/places';
import { NEW_SEGMENT } from '../segments/places';
import { texts } from '../texts';

interface Place {
  path: string;
  name: string;
  icon: ReactElement;
  /** Where one of these is made: not below its list, where names are. */
  made?: string;
  needs?: Scope;
}

interface Group {
  name?: string;
  places: Place[];
}

/** All there is, in the order in which it is worked with. */
const GROUPS: Group[] = [
  { places: [{ path: '/', name: texts.home, icon: <HomeRegular /> }] },
  {
    name: texts.audience,
    places: [
      { path: '/audience/segments', name: texts.segments, icon: <PeopleListRegular />, made: NEW_SEGMENT },
      { path: '/audience/contacts', name: texts.contacts, icon: <PeopleRegular /> },
    ],
  },
  {
    name: texts.engagement,
    places: [
      { path: '/engagement/journeys', name: texts.journeys, icon: <BranchForkRegular />, made: NEW_JOURNEY },
      { path: '/engagement/messages', name: texts.messages, icon: <MailRegular />, made: NEW_MESSAGE },
      { path: '/engagement/inbox', name: texts.inbox, icon: <MailInboxRegular /> },
    ],
  },
  {
    name: texts.settings,
    places: [
      { path: '/settings/sources', name: texts.sources, icon: <DatabasePlugConnectedRegular /> },
      { path: '/settings/channels', name: texts.channels, icon: <PlugConnectedRegular /> },
      { path: '/settings/consent', name: texts.consent, icon: <HandshakeRegular /> },
      { path: '/settings/tables', name: texts.tables, icon: <TableRegular /> },
      { path: '/settings/users', name: texts.users, icon: <PersonAccountsRegular />, needs: 'admin' },
      { path: '/settings/tokens', name: texts.tokens, icon: <KeyRegular />, needs: 'edit' },
      { path: '/settings/audit', name: texts.audit, icon: <HistoryRegular />, needs: 'admin' },
    ],
  },
];

const useStyles = makeStyles({
  drawer: {
    width: '220px',
    minWidth: '220px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    height: '100%',
    '@media print': { display: 'none' },
  },
});

const isWithin = (pathname: string, path: string) =>
  path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`);

export function Navigation(props: { open: boolean; isNarrow: boolean; onClose: () => void }) {
  const styles = useStyles();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const scopes = useSession().data?.scopes ?? [];
  const here = GROUPS.flatMap((group) => group.places).find(
    (place) => isWithin(pathname, place.path) || pathname === place.made,
  );
  return (
    <nav aria-label={texts.navigation}>
      <NavDrawer
        open={props.open}
        type={props.isNarrow ? 'overlay' : 'inline'}
        onOpenChange={(_, { open }) => !open && props.onClose()}
        selectedValue={here?.path ?? ''}
        className={styles.drawer}
        density="small"
      >
        <NavDrawerBody>
          {GROUPS.map((group) => [
            group.name && <NavSectionHeader key={group.name}>{group.name}</NavSectionHeader>,
            ...group.places
              .filter((place) => place.needs === undefined || scopes.includes(place.needs))
              .map((place) => (
                <NavItem
                  key={place.path}
                  as="a"
                  href={place.path}
                  icon={place.icon}
                  value={place.path}
                  onClick={(event: React.MouseEvent) => {
                    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
                      event.preventDefault();
                      void navigate(place.path);
                      props.onClose();
                    }
                  }}
                >
                  {place.name}
                </NavItem>
              )),
          ])}
        </NavDrawerBody>
      </NavDrawer>
    </nav>
  );
}
