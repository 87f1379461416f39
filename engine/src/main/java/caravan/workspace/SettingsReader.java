package caravan.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of {@code caravan.yaml}. */
final class SettingsReader {

  private static final int MAX_CONNECTIONS = 1000;
  private static final int MAX_ATTEMPTS = 100;
  private static final String HOLD = "hold";
  private static final String RESEND = "resend";
  private static final Pattern SENDER =
      Pattern.compile("[^<>@\\p{Cntrl}]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+");

  private static final Pattern SMTP_QUERY =
      Pattern.compile(
          "((^|&)(tls=(required|offered|never)|auth=(any|plain|login|xoauth2)|timeout=\\d{1,4}))+");

  private static final Pattern PERCENT = Pattern.compile("(100|\\d{1,2})\\s*%");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https://[A-Za-z0-9.-]+(:\\d{1,5})?/?|http://(localhost|127\\.0\\.0\\.1)(:\\d{1,5})?/?");

  private SettingsReader() {}

  static Settings read(Mapping root) {
    ZoneId zone = root.get("time-zone").flatMap(Scalars::zone).orElse(ZoneId.of("UTC"));
    var channels =
        root.get("channels")
            .flatMap(yaml -> yaml.mapping("a mapping of channels"))
            .map(mapping -> mapping.allow("channels", "email", "sms", "push", "webhook"));
    var calls = channels.map(HttpChannelReader::read).orElse(Map.of());
    var email =
        channels
            .flatMap(mapping -> mapping.get("email"))
            .flatMap(yaml -> yaml.mapping("a mapping of 'smtp' or 'outbox'"))
            .flatMap(SettingsReader::email);
    var insights =
        root.get("sources")
            .flatMap(yaml -> yaml.mapping("a mapping of sources"))
            .map(mapping -> mapping.allow("sources", "customer-insights"))
            .flatMap(mapping -> mapping.get("customer-insights"))
            .flatMap(yaml -> yaml.mapping("a mapping of 'environment', 'tenant' and 'client'"))
            .flatMap(SettingsReader::insights);
    return new Settings(
        zone,
        email.orElse(null),
        calls,
        insights.orElse(null),
        ConsentReader.read(root),
        SeedsReader.read(root));
  }

  private static Optional<? extends Settings.Email> email(Mapping email) {
    var from = email.get("from").flatMap(SettingsReader::sender).orElse(null);
    var smtp = email.get("smtp");
    var outbox = email.get("outbox");
    if (smtp.isPresent() == outbox.isPresent()) {
      email.self().problem("channel", "e-mail leaves either by 'smtp' or to an 'outbox'");
      return Optional.empty();
    }
    return smtp.isPresent()
        ? smtp(email, smtp.get(), from)
        : outbox(email, outbox.orElseThrow(), from);
  }

  private static Optional<Settings.Smtp> smtp(Mapping email, Yaml smtp, @Nullable String from) {
    email.allow(
        "e-mail by smtp",
        "smtp",
        "from",
        "connections",
        "rate",
        "domain-rates",
        "attempts",
        "unknown",
        "dkim",
        "returns");
    var rate = email.get("rate").flatMap(SettingsReader::rate);
    var domainRates =
        email
            .get("domain-rates")
            .flatMap(yaml -> yaml.mapping("a mapping of domains to rates"))
            .map(SettingsReader::rates);
    var connections = connections(email);
    var attempts = attempts(email);
    var resends = resendsUnknown(email);
    var dkim = email.get("dkim").flatMap(DkimReader::read);
    var returns = email.get("returns").flatMap(ReturnsReader::read);
    var what = "an address like smtp://user:password@host:587";
    if (smtp.scalar().isEmpty()) {
      smtp.expected(what);
    } else if (!isSmtp(smtp.scalar().get())) {
      smtp.problem("kind", what + " should stand here"); // what is found may be a secret
    }
    return smtp.scalar()
        .map(
            url ->
                new Settings.Smtp(
                    url,
                    from,
                    connections,
                    rate.orElse(null),
                    domainRates.orElse(Map.of()),
                    attempts,
                    resends,
                    dkim.orElse(null),
                    returns.orElse(null)));
  }

  /** How many at once. */
  static int connections(Mapping channel) {
    return channel
        .get("connections")
        .flatMap(yaml -> Scalars.integer(yaml, 1, MAX_CONNECTIONS))
        .orElse(Settings.Smtp.DEFAULT_CONNECTIONS);
  }

  /** How often each is tried. */
  static int attempts(Mapping channel) {
    return channel
        .get("attempts")
        .flatMap(yaml -> Scalars.integer(yaml, 1, MAX_ATTEMPTS))
        .orElse(Settings.Smtp.DEFAULT_ATTEMPTS);
  }

  /** Whether what nobody knows of is sent again. */
  static boolean resendsUnknown(Mapping channel) {
    return channel
        .get("unknown")
        .flatMap(SettingsReader::unknown)
        .filter(RESEND::equals)
        .isPresent();
  }

  static Optional<SendRate> rate(Yaml yaml) {
    var what = "a rate like 100 per second";
    var text = yaml.text(what);
    var rate = text.flatMap(SendRate::parse);
    if (text.isPresent() && rate.isEmpty()) {
      yaml.expected(what);
    }
    return rate;
  }

  private static Map<String, SendRate> rates(Mapping mapping) {
    var rates = new LinkedHashMap<String, SendRate>();
    mapping
        .values()
        .forEach(
            (domain, yaml) ->
                rate(yaml).ifPresent(rate -> rates.put(domain.toLowerCase(Locale.ROOT), rate)));
    return rates;
  }

  private static Optional<String> unknown(Yaml yaml) {
    var what = "'hold' or 'resend'";
    var text = yaml.text(what);
    if (text.isPresent() && !List.of(HOLD, RESEND).contains(text.get())) {
      yaml.expected(what);
    }
    return text;
  }

  private static boolean isSmtp(String url) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      return ("smtp".equals(scheme) || "smtps".equals(scheme))
          && uri.getHost() != null
          && uri.getPort() <= 65535
          && (uri.getRawQuery() == null || SMTP_QUERY.matcher(uri.getRawQuery()).matches());
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<Settings.Outbox> outbox(
      Mapping email, Yaml outbox, @Nullable String from) {
    email.allow("e-mail to an outbox", "outbox", "from");
    var folder = outbox.text("a folder in the workspace");
    if (folder.isPresent() && !isInside(folder.get())) {
      outbox.problem("file", "'%s' lies outside the workspace".formatted(folder.get()));
    }
    return folder.map(path -> new Settings.Outbox(path, from));
  }

  private static boolean isInside(String folder) {
    try {
      var path = Path.of(folder).normalize();
      return !path.isAbsolute() && !path.startsWith("..");
    } catch (InvalidPathException _) {
      return false;
    }
  }

  private static Optional<Settings.Insights> insights(Mapping source) {
    var what = "Customer Insights";
    source.allow(
        what,
        "environment",
        "tenant",
        "client",
        "authority",
        "segment-page",
        "audience",
        "refresh",
        "largest-loss");
    var environment = source.require(what, "environment").flatMap(SettingsReader::address);
    var tenant = source.require(what, "tenant").flatMap(yaml -> yaml.text("a tenant"));
    var client = source.require(what, "client").flatMap(yaml -> yaml.text("a client's id"));
    var authority = source.get("authority").flatMap(SettingsReader::address);
    var page = source.get("segment-page").flatMap(yaml -> yaml.text("an address"));
    var audience = source.get("audience").flatMap(yaml -> Scalars.name(yaml, "a table's name"));
    var refresh = source.get("refresh").flatMap(yaml -> Scalars.span(yaml, false));
    var loss = source.get("largest-loss").flatMap(SettingsReader::percent);
    if (environment.isEmpty() || tenant.isEmpty() || client.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Settings.Insights(
            environment.get(),
            tenant.get(),
            client.get(),
            authority.orElse(null),
            page.orElse(null),
            audience.orElse(Settings.Insights.AUDIENCE),
            refresh.orElse(Settings.Insights.REFRESH),
            loss.orElse(Settings.Insights.LARGEST_LOSS)));
  }

  private static Optional<Integer> percent(Yaml yaml) {
    var what = "a share from 0% to 100%";
    var text = yaml.text(what);
    var percent =
        text.map(PERCENT::matcher)
            .filter(Matcher::matches)
            .map(matcher -> Integer.valueOf(matcher.group(1)));
    if (text.isPresent() && percent.isEmpty()) {
      yaml.expected(what);
    }
    return percent;
  }

  /** The address of a server; a secret is sent there, so it is an encrypted one or this machine. */
  private static Optional<String> address(Yaml yaml) {
    var what = "an address like https://org.crm4.dynamics.com";
    var text = yaml.text(what);
    if (text.isPresent() && !ADDRESS.matcher(text.get()).matches()) {
      yaml.expected(what);
    }
    return text;
  }

  private static Optional<String> sender(Yaml yaml) {
    var what = "a sender like Name <name@example.org>";
    var text = yaml.text(what);
    if (text.isPresent() && !SENDER.matcher(text.get()).matches()) {
      yaml.expected(what);
    }
    return text;
  }
}
