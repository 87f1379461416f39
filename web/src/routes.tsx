import { createBrowserRouter, type RouteObject } from 'react-router';
import { NEW_JOURNEY } from './journeys/places';
import { NEW_MESSAGE } from './messages/places';
import { NEW_SEGMENT } from './segments/places';
import { NotFound } from './shell/NotFound';
import { Broken } from './shell/Broken';
import { Shell } from './shell/Shell';

/** A page that is fetched when somebody goes there. */
const page = (path: string, load: () => Promise<{ default: React.ComponentType }>): RouteObject => ({
  path,
  lazy: async () => ({ Component: (await load()).default }),
});

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <Broken />,
        children: [
          page('/', () => import('./home/HomePage')),
          page('/audience/segments', () => import('./segments/SegmentsPage')),
          page(NEW_SEGMENT, () => import('./segments/builder/SegmentBuilderPage')),
          page('/audience/segments/:name/builder', () => import('./segments/builder/SegmentBuilderPage')),
          page('/audience/segments/:name', () => import('./segments/SegmentPage')),
          page('/engagement/journeys', () => import('./journeys/JourneysPage')),
          page(NEW_JOURNEY, () => import('./journeys/NewJourneyPage')),
          page('/engagement/journeys/:name', () => import('./journeys/JourneyPage')),
          page('/audience/contacts', () => import('./contacts/ContactsPage')),
          page('/audience/contacts/:audience/:key', () => import('./contacts/PersonPage')),
          page('/engagement/messages', () => import('./messages/MessagesPage')),
          page(NEW_MESSAGE, async () => ({
            default: (await import('./messages/MessagePage')).NewMessagePage,
          })),
          page('/engagement/messages/:name', () => import('./messages/MessagePage')),
          page('/engagement/inbox', () => import('./inbox/InboxPage')),
          page('/engagement/inbox/:id', () => import('./inbox/LetterPage')),
          page('/settings/sources', () => import('./settings/SourcesPage')),
          page('/settings/channels', () => import('./settings/ChannelsPage')),
          page('/settings/consent', () => import('./settings/ConsentPage')),
          page('/settings/tables', () => import('./settings/tables/TablesPage')),
          page('/settings/tables/:table', () => import('./settings/tables/TablePage')),
          page('/settings/tables/:table/import', () => import('./settings/tables/ImportPage')),
          page('/settings/users', () => import('./settings/UsersPage')),
          page('/settings/tokens', () => import('./settings/TokensPage')),
          page('/settings/audit', () => import('./settings/AuditPage')),
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
]);
