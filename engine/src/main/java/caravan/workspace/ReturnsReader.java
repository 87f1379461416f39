package caravan.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/** Reads the mailbox that mail comes back to. */
final class ReturnsReader {

  private static final List<String> SCHEMES = List.of("imap", "imaps");
  private static final int HIGHEST_PORT = 65_535;

  private ReturnsReader() {}

  static Optional<Returns> read(Yaml yaml) {
    var what = "the mailbox of returned mail";
    var mapping =
        yaml.mapping("a mapping of 'imap', 'user' and 'password'")
            .map(it -> it.allow(what, "imap", "user", "password", "folder", "done", "every"));
    var url = mapping.flatMap(it -> it.require(what, "imap")).flatMap(ReturnsReader::url);
    var user = text(mapping.flatMap(it -> it.require(what, "user")), "the user of the mailbox");
    var password =
        mapping.flatMap(it -> it.require(what, "password")).flatMap(SecretSourceReader::read);
    var folder = text(mapping.flatMap(it -> it.get("folder")), "a folder").orElse(Returns.FOLDER);
    var done = text(mapping.flatMap(it -> it.get("done")), "a folder").orElse(Returns.DONE);
    var every = mapping.flatMap(it -> it.get("every")).flatMap(it -> Scalars.span(it, false));
    if (folder.equals(done)) {
      yaml.problem("folder", "what was taken in goes to another folder than '" + folder + "'");
    }
    return url.isEmpty() || user.isEmpty() || password.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Returns(
                url.get(), user.get(), password.get(), folder, done, every.orElse(Returns.EVERY)));
  }

  private static Optional<String> text(Optional<Yaml> yaml, String what) {
    return yaml.flatMap(it -> Scalars.name(it, what));
  }

  /** What is found is not repeated: it may hold a secret. */
  private static Optional<String> url(Yaml yaml) {
    var text = yaml.scalar().filter(ReturnsReader::isImap);
    if (text.isEmpty()) {
      yaml.problem("address", "an address like imaps://mail.harbour.example should stand here");
    }
    return text;
  }

  private static boolean isImap(String text) {
    try {
      var uri = new URI(text);
      return SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawPath().isEmpty()
          && uri.getPort() <= HIGHEST_PORT;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
