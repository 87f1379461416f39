package caravan.app;

import caravan.channel.Dispatcher;
import caravan.channel.ReturnsCollector;
import caravan.channel.Sending;
import caravan.channel.TestSends;
import caravan.http.Checks;
import caravan.http.EffectiveSettings;
import caravan.http.HttpSettings;
import caravan.http.IntakeSettings;
import caravan.http.News;
import caravan.http.PublicAddress;
import caravan.http.UploadSettings;
import caravan.journey.JourneyState;
import caravan.reader.ReaderKey;
import caravan.reader.ReturnedMails;
import caravan.runtime.Backups;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.security.Accounts;
import caravan.security.LocalKey;
import caravan.security.SecuritySettings;
import caravan.source.Connection;
import caravan.source.CustomerInsightsSettings;
import caravan.warehouse.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running server of a workspace. */
public final class Server implements AutoCloseable {

  private static final String LONGEST_SHUTDOWN = "20s";

  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final State state;
  private final Running running;
  private final ConfigurableApplicationContext context;
  private final @Nullable String setupLink;

  private static void warnOfPlainHttp(Settings settings) {
    var isSeen = !Set.of("127.0.0.1", "::1", "localhost").contains(settings.http().address());
    if (isSeen && !settings.security().isSecure() && !settings.security().insecureCookies()) {
      LOG.warn(
          "others reach this server by http: passwords go over the network unprotected. Put it behind"
              + " a proxy that speaks https, and name that as public-url");
    }
  }

  private Server(State state, Running running, ConfigurableApplicationContext context) {
    this.state = state;
    this.running = running;
    this.context = context;
    this.setupLink =
        context
            .getBean(Accounts.class)
            .offerSetup()
            .map(key -> context.getBean(PublicAddress.class).page("/setup?token=" + key))
            .orElse(null);
  }

  /** Starts one; it answers when this returns. */
  public static Server start(Path folder, Settings settings) throws IOException {
    return start(folder, settings, InstantSource.system());
  }

  /** Starts one with a clock of one's own. */
  public static Server start(Path folder, Settings settings, InstantSource clock)
      throws IOException {
    var state = State.open(folder, settings.state());
    // While the engine takes up its state, Spring finds out what beans there are. To make them, and
    // to listen, it waits for what runs.
    var opening = new FutureTask<>(() -> Running.start(folder, state.databases(), settings, clock));
    Thread.ofPlatform().name("caravan-opening").start(opening);
    try {
      var application =
          new SpringApplicationBuilder(Wiring.class)
              .web(WebApplicationType.SERVLET)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(properties(settings))
              .initializers(
                  context ->
                      context.addBeanFactoryPostProcessor(
                          _ ->
                              register(
                                  (GenericApplicationContext) context,
                                  state,
                                  opened(opening),
                                  settings,
                                  clock)));
      var context = application.run();
      var running = opened(opening);
      var server = new Server(state, running, context);
      running.sendFrom(server.address().toString());
      state.publish(server.listening(), server.context.getBean(LocalKey.class).text());
      warnOfPlainHttp(settings);
      return server;
    } catch (RuntimeException failure) {
      try (state;
          var _ = opened(opening)) { // where that failed, it is what is to be said
        throw taken(failure, settings).orElse(failure);
      }
    }
  }

  /** What runs, once it does. */
  private static Running opened(Future<Running> opening) {
    try {
      return opening.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the workspace was opened");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
    }
  }

  /** Where it could not listen: what a person can do about that. */
  private static Optional<RuntimeException> taken(RuntimeException failure, Settings settings) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        return Optional.of(
            new UncheckedIOException(
                "cannot listen at port %d of %s: %s ('--port' names another one)"
                    .formatted(
                        settings.http().port(), settings.http().address(), bind.getMessage()),
                bind));
      }
    }
    return Optional.empty();
  }

  private static void register(
      GenericApplicationContext context,
      State state,
      Running running,
      Settings settings,
      InstantSource clock) {
    context.registerBean(LiveWorkspace.class, running::workspace, Server::closedElsewhere);
    context.registerBean(Readers.class, running::readers, Server::closedElsewhere);
    context.registerBean(News.class, running::news, Server::closedElsewhere);
    context.registerBean(Sending.class, running::sending);
    context.registerBean(Dispatcher.class, running::dispatcher, Server::closedElsewhere);
    context.registerBean(TestSends.class, running::tests);
    context.registerBean(ReturnedMails.class, running::returnedMails);
    context.registerBean(ReturnsCollector.class, running::returns, Server::closedElsewhere);
    context.registerBean(ReaderKey.class, running::readerKey);
    context.registerBean(Connection.class, running::connection, Server::closedElsewhere);
    context.registerBean(Backups.class, running::backups);
    context.registerBean(UploadSettings.class, () -> new UploadSettings(state.uploads()));
    context.registerBean(Checks.class, running::checks);
    context.registerBean(EngineMetrics.class, running::metrics);
    context.registerBean(InstantSource.class, () -> clock);
    context.registerBean(EffectiveSettings.class, settings::effective);
    context.registerBean(Settings.class, () -> settings);
    context.registerBean(HttpSettings.class, settings::http);
    context.registerBean(SecuritySettings.class, settings::security);
    context.registerBean(IntakeSettings.class, settings::intake);
    context.registerBean(Databases.class, state::databases, Server::closedElsewhere);
  }

  /** What it runs. */
  public LiveWorkspace workspace() {
    return running.workspace();
  }

  private static void closedElsewhere(BeanDefinition bean) {
    bean.setDestroyMethodName(null);
  }

  /** What Spring is told. Its own files and variables are not read. */
  private static Map<String, Object> properties(Settings settings) {
    var properties = new HashMap<String, Object>();
    properties.put("server.address", settings.http().address());
    properties.put("server.port", settings.http().port());
    properties.put("server.shutdown", "graceful");
    properties.put("spring.lifecycle.timeout-per-shutdown-phase", LONGEST_SHUTDOWN);
    properties.put("spring.threads.virtual.enabled", true);
    properties.put("spring.main.banner-mode", "off");
    properties.put("server.tomcat.use-relative-redirects", true);
    properties.put("spring.servlet.multipart.enabled", false); // nothing here takes it
    properties.put("spring.web.resources.add-mappings", false);
    properties.put("springdoc.api-docs.path", "/api/v1/openapi.json");
    properties.put("springdoc.api-docs.version", "openapi_3_1");
    properties.put("springdoc.override-with-generic-response", false);
    properties.put("springdoc.default-produces-media-type", "application/json");
    properties.put("springdoc.writer-with-order-by-keys", true);
    properties.put("management.metrics.enable.disk", false); // it would show a path
    properties.put("spring.config.location", "optional:classpath:/none/");
    properties.put(
        "logging.config",
        settings.log().json() ? "classpath:log-json.xml" : "classpath:log-text.xml");
    properties.put("logging.level.org.springdoc", "error");
    properties.put(
        "logging.level.org.springframework.boot.diagnostics", "off"); // the command says it
    properties.put("logging.level.org.springframework.web.servlet.PageNotFound", "error");
    properties.put("logging.level.org.springframework.boot.SpringApplication", "off");
    properties.put("logging.level.org.springframework.boot.web", "error"); // refusals to start
    properties.put("logging.level.caravan", settings.log().level());
    properties.put("logging.level.root", settings.log().level().equals("error") ? "error" : "warn");
    return properties;
  }

  /** Connects to a stand-in of Customer Insights, whatever the workspace says. */
  public void connectInstead(CustomerInsightsSettings standIn) {
    running.connection().useInstead(standIn);
    var _ = running.connection().refreshSoon();
  }

  /** The journeys that run, and those that do not, by name. */
  public Map<String, Boolean> journeys() {
    var journeys = new LinkedHashMap<String, Boolean>();
    running
        .workspace()
        .live()
        .standing()
        .states()
        .forEach((name, state) -> journeys.put(name, state.status() == JourneyState.Status.LIVE));
    return journeys;
  }

  /** Where people reach it. */
  public URI address() {
    return context.getBean(PublicAddress.class).url();
  }

  /** Where it listens. */
  public URI listening() {
    return context.getBean(PublicAddress.class).listening();
  }

  /** The link by which somebody becomes the first administrator; nothing where there is one. */
  public Optional<String> setupLink() {
    return Optional.ofNullable(setupLink);
  }

  /** Ends running requests, then closes the database. */
  @Override
  public void close() throws IOException {
    try (state;
        running) {
      running.news().close(); // or the streams would keep the server from ending
      context.close();
    }
  }
}
