package caravan.channel;

import caravan.workspace.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The secrets of channels, where the workspace says that they are given. They are read whenever
 * they are needed, so that one that is missing can be brought while the server runs.
 */
public final class Secrets {

  private static final long LONGEST = 1 << 16;

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * Those of a server.
   *
   * @param state the folder of its state
   */
  public Secrets(Path state, Map<String, String> environment) {
    this.folder = state.resolve(SecretSource.FOLDER);
    this.environment = Map.copyOf(environment);
  }

  /** A secret that cannot be had. */
  static final class Missing extends Exception {

    @java.io.Serial private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /** Its text, blanks and line ends around it taken away. */
  String text(SecretSource source) throws Missing {
    var text =
        switch (source.kind()) {
          case ENV -> environment.getOrDefault(source.name(), "");
          case FILE -> file(source);
        };
    if (text.isBlank()) {
      throw new Missing(source + " is not there, or empty: it should hold a secret");
    }
    return text.strip();
  }

  /** Its text, which is to stand in a line of a request. */
  String line(SecretSource source) throws Missing {
    var text = text(source);
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new Missing(source + " should hold one line of printable ASCII");
    }
    return text;
  }

  private String file(SecretSource source) throws Missing {
    var file = folder.resolve(source.name());
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LONGEST ? Files.readString(file) : "";
    } catch (IOException _) {
      throw new Missing(source + " cannot be read as text");
    }
  }
}
