package caravan.message;

import java.util.Optional;

/** What a message's body is written in; the suffix of its file says which. */
public enum MessageFormat {
  MARKDOWN("md"),
  MJML("mjml"),
  HTML("html"),
  TEXT("txt");

  private final String suffix;

  MessageFormat(String suffix) {
    this.suffix = suffix;
  }

  /** The ending of the file's name, without the dot. */
  public String suffix() {
    return suffix;
  }

  /** The format of a file by the ending of its name. */
  public static Optional<MessageFormat> ofFile(String file) {
    for (var format : values()) {
      if (file.endsWith("." + format.suffix)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
