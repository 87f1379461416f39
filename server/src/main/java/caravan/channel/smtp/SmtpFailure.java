package caravan.channel.smtp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A session with a mail server that cannot go on: it broke, or the server refused it. */
public final class SmtpFailure extends IOException {

  private static final long serialVersionUID = 1;

  SmtpFailure(String message) {
    super(message);
  }

  SmtpFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
