package caravan.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code time-zone} and {@code channels} of {@code caravan.yaml}. */
final class SettingsReader {

  private static final int MAX_CONNECTIONS = 1000;
  private static final Pattern SENDER =
      Pattern.compile("[^<>@\\p{Cntrl}]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+");

  private SettingsReader() {}

  static Settings read(Mapping root) {
    ZoneId zone = root.get("time-zone").flatMap(Scalars::zone).orElse(ZoneId.of("UTC"));
    var channels =
        root.get("channels")
            .flatMap(yaml -> yaml.mapping("a mapping of channels"))
            .map(mapping -> mapping.allow("channels", "email"));
    var email =
        channels
            .flatMap(mapping -> mapping.get("email"))
            .flatMap(yaml -> yaml.mapping("a mapping of 'smtp' or 'outbox'"))
            .flatMap(SettingsReader::email);
    return new Settings(zone, email.orElse(null));
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
    email.allow("e-mail by smtp", "smtp", "from", "connections");
    var connections =
        email.get("connections").flatMap(yaml -> Scalars.integer(yaml, 1, MAX_CONNECTIONS));
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
                    url, from, connections.orElse(Settings.Smtp.DEFAULT_CONNECTIONS)));
  }

  private static boolean isSmtp(String url) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      return ("smtp".equals(scheme) || "smtps".equals(scheme))
          && uri.getHost() != null
          && uri.getPort() <= 65535;
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

  private static Optional<String> sender(Yaml yaml) {
    var what = "a sender like Name <name@example.org>";
    var text = yaml.text(what);
    if (text.isPresent() && !SENDER.matcher(text.get()).matches()) {
      yaml.expected(what);
    }
    return text;
  }
}
