package caravan.app;

import caravan.http.HttpSettings;
import caravan.http.IntakeSettings;
import caravan.security.SecuritySettings;
import caravan.warehouse.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running server of a workspace. */
public final class Server implements AutoCloseable {

  private static final String LONGEST_SHUTDOWN = "20s";

  private final State state;
  private final Settings settings;
  private final ConfigurableApplicationContext context;

  private Server(State state, Settings settings, ConfigurableApplicationContext context) {
    this.state = state;
    this.settings = settings;
    this.context = context;
  }

  /** Starts one; it answers when this returns. */
  public static Server start(Path folder, Settings settings) throws IOException {
    var state = State.open(folder, settings.state());
    try {
      var application =
          new SpringApplicationBuilder(Wiring.class)
              .web(WebApplicationType.SERVLET)
              .logStartupInfo(false)
              .registerShutdownHook(false)
              .properties(properties(settings))
              .initializers(
                  context -> register((GenericApplicationContext) context, state, settings));
      return new Server(state, settings, application.run());
    } catch (RuntimeException failure) {
      state.close();
      throw failure;
    }
  }

  private static void register(GenericApplicationContext context, State state, Settings settings) {
    context.registerBean(Settings.class, () -> settings);
    context.registerBean(HttpSettings.class, settings::http);
    context.registerBean(SecuritySettings.class, settings::security);
    context.registerBean(IntakeSettings.class, settings::intake);
    context.registerBean(Database.class, state::database, bean -> bean.setDestroyMethodName(null));
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
    properties.put("spring.config.location", "optional:classpath:/none/");
    properties.put(
        "logging.config",
        settings.log().json() ? "classpath:log-json.xml" : "classpath:log-text.xml");
    properties.put("logging.level.caravan", settings.log().level());
    properties.put("logging.level.root", settings.log().level().equals("error") ? "error" : "warn");
    return properties;
  }

  /** Where people reach it. */
  public URI address() {
    return settings.security().publicUrl().orElseGet(this::listening);
  }

  /** Where it listens. */
  public URI listening() {
    var web = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer());
    var host = settings.http().address();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + web.getPort());
  }

  /** Ends running requests, then closes the database. */
  @Override
  public void close() throws IOException {
    try (state) {
      context.close();
    }
  }
}
