package caravan.workspace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides the password of the mail server in documents that people are shown. */
public final class Passwords {

  private static final Pattern SECRET = Pattern.compile("(\\bsmtps?://[^\\s:/@]*:)([^\\s@]*)(@)");
  private static final String HIDDEN = "***";

  private Passwords() {}

  /** A text with three stars in place of a password. */
  public static String hide(String text) {
    return SECRET.matcher(text).replaceAll("$1" + HIDDEN + "$3");
  }

  /** A text with the password that another one has in place of three stars. */
  public static String show(String text, @Nullable String other) {
    var known = other == null ? null : SECRET.matcher(other);
    if (known == null || !known.find()) {
      return text;
    }
    var password = known.group(2);
    return SECRET
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1)
                        + (found.group(2).equals(HIDDEN) ? password : found.group(2))
                        + found.group(3)));
  }
}
