package caravan.http;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All resources of the API and all pages. A new one is named here. */
@Configuration(proxyBeanMethods = false)
@Import({
  Html.class,
  Ui.class,
  UiPages.class,
  SignInPages.class,
  LinkPages.class,
  ReaderPage.class,
  ReaderPages.class,
  ErrorResource.class,
  HealthResource.class,
  MetricsResource.class,
  SessionResource.class,
  AccountsResource.class,
  UsersResource.class,
  InvitationsResource.class,
  TokensResource.class,
  TroublesResource.class,
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
  JourneyStepsResource.class,
  OccurrencesResource.class,
  OutcomesResource.class,
  PreviewsResource.class,
  MessagesResource.class,
  MessageTestsResource.class,
  RowsResource.class,
  EventsResource.class,
  TablesResource.class,
  ColumnValuesResource.class,
  UploadsResource.class,
  PeopleResource.class,
  PersonConsentResource.class,
  ConsentResource.class,
  SuppressedResource.class,
  BouncesResource.class,
  ReturnsResource.class,
  SenderResource.class,
  WorkspaceResource.class,
  BackupsResource.class
})
class Resources {}
