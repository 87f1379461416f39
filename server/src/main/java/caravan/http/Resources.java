package caravan.http;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All resources of the API and all pages. A new one is named here. */
@Configuration(proxyBeanMethods = false)
@Import({
  Html.class,
  SignInPages.class,
  LinkPages.class,
  ErrorResource.class,
  HealthResource.class,
  MetricsResource.class,
  SessionResource.class,
  AccountsResource.class,
  UsersResource.class,
  InvitationsResource.class,
  TokensResource.class,
  AuditResource.class,
  SettingsResource.class,
  NewsResource.class,
  InboxResource.class,
  SendingResource.class,
  SourcesResource.class,
  Editor.class,
  SegmentsResource.class,
  SegmentMembersResource.class,
  ExpressionsResource.class,
  JourneysResource.class,
  JourneyCommandsResource.class,
  JourneyRunsResource.class,
  MessagesResource.class,
  RowsResource.class,
  EventsResource.class,
  TablesResource.class,
  UploadsResource.class,
  PeopleResource.class,
  WorkspaceResource.class,
  BackupsResource.class
})
class Resources {}
