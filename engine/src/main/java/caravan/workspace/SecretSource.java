package caravan.workspace;

/**
 * Where a secret is given: in no file of the workspace itself, so that it is in no export, no
 * difference and no backup.
 *
 * @param name of an environment variable, or of a file in {@code .caravan/secrets}
 */
public record SecretSource(Kind kind, String name) {

  /** The folder of files with secrets, in that of the server's state. */
  public static final String FOLDER = "secrets";

  /** How environment variables that hold secrets begin; no other one is ever read. */
  public static final String PREFIX = "CARAVAN_SECRET_";

  /** In what way. */
  public enum Kind {
    ENV,
    FILE
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ENV -> "the environment variable " + name;
      case FILE -> "the file .caravan/" + FOLDER + "/" + name;
    };
  }
}
