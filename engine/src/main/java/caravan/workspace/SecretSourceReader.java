package caravan.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where a secret is given: {@code {env: CARAVAN_SECRET_SMS}} or {@code {file: sms.key}}. */
final class SecretSourceReader {

  private static final Pattern VARIABLE = Pattern.compile(SecretSource.PREFIX + "[A-Z0-9_]{1,100}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
  private static final String WHAT =
      "{env: %sNAME}, an environment variable, or {file: NAME}, a file in .caravan/%s"
          .formatted(SecretSource.PREFIX, SecretSource.FOLDER);

  private SecretSourceReader() {}

  /** What is found is never repeated: it may be the secret itself. */
  static Optional<SecretSource> read(Yaml yaml) {
    if (!yaml.isMapping()) {
      yaml.problem("secret", "a secret stands in no file of the workspace: write " + WHAT);
      return Optional.empty();
    }
    var mapping = yaml.mapping(WHAT).orElseThrow().allow("a secret", "env", "file");
    var env = mapping.get("env");
    var file = mapping.get("file");
    if (env.isPresent() == file.isPresent()) {
      yaml.problem("secret", "a secret is given by one of both: " + WHAT);
      return Optional.empty();
    }
    return env.isPresent()
        ? named(env.get(), SecretSource.Kind.ENV, VARIABLE, "a name like CARAVAN_SECRET_SMS")
        : named(
            file.orElseThrow(),
            SecretSource.Kind.FILE,
            FILE,
            "the name of a file in .caravan/secrets, like sms.key");
  }

  private static Optional<SecretSource> named(
      Yaml yaml, SecretSource.Kind kind, Pattern pattern, String what) {
    var name = yaml.scalar().filter(text -> pattern.matcher(text).matches());
    if (name.isEmpty()) {
      yaml.problem("secret", what + " should stand here");
    }
    return name.map(text -> new SecretSource(kind, text));
  }
}
