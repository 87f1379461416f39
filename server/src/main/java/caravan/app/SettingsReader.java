package caravan.app;

import caravan.http.EffectiveSettings;
import caravan.http.HttpSettings;
import caravan.http.IntakeSettings;
import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.security.OidcSettings;
import caravan.security.Role;
import caravan.security.Secret;
import caravan.security.SecuritySettings;
import caravan.source.SourceSettings;
import caravan.warehouse.Postgres;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the settings of a server: what {@code server.yaml} says, over it the environment, over that
 * the command's options.
 */
public final class SettingsReader {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Problems problems = new Problems();
  private final Map<Key, Given> given;

  private SettingsReader(Map<Key, Given> given) {
    this.given = given;
  }

  /**
   * Reads them.
   *
   * @param folder of the workspace
   * @param environment variables; those that begin with {@code CARAVAN_} count
   * @param options of the command by the names of settings, {@code port}
   * @throws caravan.problem.InvalidInput with everything that is wrong
   */
  public static Settings read(
      Path folder, Map<String, String> environment, Map<String, String> options) {
    var problems = new Problems();
    var given = Sources.read(folder, environment, options, problems);
    var reader = new SettingsReader(given);
    var settings = reader.settings();
    problems.addAll(reader.problems.list());
    problems.throwIfAny();
    return settings;
  }

  private Settings settings() {
    return new Settings(http(), security(), state(), intake(), sources(), log(), effective());
  }

  private Given get(Key key) {
    var value = given.get(key);
    return value == null
        ? new Given(key, key.otherwise(), Place.of("default"), problems)
        : new Given(key, value.text(), value.place(), problems);
  }

  private HttpSettings http() {
    return new HttpSettings(
        get(Key.ADDRESS).text(),
        get(Key.PORT).integer(0, 65_535),
        get(Key.TRUSTED_PROXIES).list(),
        get(Key.LARGEST_BODY).size(),
        secret(get(Key.METRICS_TOKEN), 16));
  }

  private SecuritySettings security() {
    var idle = get(Key.SESSION_IDLE).duration();
    var longest = get(Key.SESSION_LONGEST).duration();
    if (longest.compareTo(idle) < 0) {
      get(Key.SESSION_LONGEST).problem("'session-longest' is shorter than 'session-idle'");
    }
    return new SecuritySettings(
        publicUrl(), get(Key.ALLOW_INSECURE_COOKIES).truth(), idle, longest, oidc());
  }

  private Optional<URI> publicUrl() {
    var given = get(Key.PUBLIC_URL);
    var url = given.url().map(it -> URI.create(it.toString().replaceFirst("/+$", "")));
    if (url.isPresent() && !url.get().getRawPath().isEmpty()) {
      given.problem("'public-url' has no path: the server has an address to itself");
    }
    var isPlain = url.isPresent() && "http".equals(url.get().getScheme());
    if (isPlain
        && !LOOPBACK.contains(url.get().getHost())
        && !get(Key.ALLOW_INSECURE_COOKIES).text().equals("true")) {
      given.problem(
          "'public-url' should be https: passwords and cookies would go over the network unprotected"
              + " ('allow-insecure-cookies: true' lets them)");
    }
    return url;
  }

  private Optional<OidcSettings> oidc() {
    var issuer = get(Key.OIDC_ISSUER);
    var client = get(Key.OIDC_CLIENT_ID);
    var secret = get(Key.OIDC_CLIENT_SECRET);
    var set = List.of(issuer, client, secret).stream().filter(Given::isSet).toList();
    if (set.isEmpty()) {
      return Optional.empty();
    }
    for (var value : List.of(issuer, client, secret)) {
      if (!value.isSet()) {
        set.getFirst()
            .problem(
                "'%s' is set, so '%s' is needed too"
                    .formatted(set.getFirst().key().path(), value.key().path()));
      }
    }
    var scopes = get(Key.OIDC_SCOPES);
    if (!scopes.list().contains("openid")) {
      scopes.problem("'oidc.scopes' needs 'openid'");
    }
    return issuer
        .url()
        .map(
            url ->
                new OidcSettings(
                    url,
                    client.text(),
                    new Secret(secret.text()),
                    get(Key.OIDC_LABEL).text(),
                    get(Key.OIDC_ROLES_CLAIM).text(),
                    roles(get(Key.OIDC_ROLES)),
                    scopes.list()));
  }

  private static Map<String, Role> roles(Given given) {
    var roles = new LinkedHashMap<String, Role>();
    for (var entry : Sources.entries(given.text())) {
      var split = entry.lastIndexOf('=');
      var ours = entry.substring(split + 1).strip();
      var role = Role.of(ours);
      if (split < 1) {
        given.expected("a mapping of their roles to ours");
      } else if (role.isEmpty()) {
        given.problem(
            "'%s' is no role%s".formatted(ours, Problems.suggestion(ours, Role.labels())));
      } else {
        roles.put(entry.substring(0, split).strip(), role.get());
      }
    }
    return roles;
  }

  private StateSettings state() {
    var state = get(Key.STATE);
    if (state.isSet() && !Postgres.isAddress(state.text())) {
      state.expected("an address like 'postgresql://user@host:5432/database', or nothing");
    }
    var memory = get(Key.DATABASE_MEMORY);
    if (memory.size() < 100_000_000) {
      memory.expected("100 MB or more");
    }
    return new StateSettings(state.optional().map(Secret::new), memory.size());
  }

  private SourceSettings sources() {
    var secret = get(Key.CUSTOMER_INSIGHTS_SECRET);
    return new SourceSettings(secret.isSet() ? Optional.of(secret.text()) : Optional.empty());
  }

  private IntakeSettings intake() {
    return new IntakeSettings(
        get(Key.QUEUE_ROWS).integer(1, 100_000_000),
        get(Key.INBOX_KEEP).integer(0, 10_000_000),
        get(Key.STREAMS).integer(1, 1_000_000),
        get(Key.STREAMS_PER_USER).integer(1, 1_000_000));
  }

  private LogSettings log() {
    return new LogSettings(
        get(Key.LOG).choice(List.of("text", "json")).equals("json"),
        get(Key.LOG_LEVEL).choice(List.of("error", "warn", "info", "debug")));
  }

  private static Optional<Secret> secret(Given given, int shortest) {
    if (given.isSet() && given.text().length() < shortest) {
      given.problem(
          "'%s' should have %d characters or more".formatted(given.key().path(), shortest));
    }
    return given.optional().map(Secret::new);
  }

  private EffectiveSettings effective() {
    var all = new ArrayList<EffectiveSettings.Setting>();
    for (var key : Key.values()) {
      var value = get(key);
      all.add(new EffectiveSettings.Setting(key.path(), shown(value), value.place().toString()));
    }
    return new EffectiveSettings(all);
  }

  private static String shown(Given value) {
    if (value.isSet() && value.key() == Key.STATE) {
      return Postgres.shown(value.text());
    }
    if (value.isSet() && value.key().isSecret()) {
      return "(secret)";
    }
    return String.join(", ", Sources.entries(value.text()));
  }
}
