package caravan.message;

import org.jspecify.annotations.Nullable;

/** An email address and, perhaps, the name that is shown for it. */
record MailAddress(String address, @Nullable String name) {

  private static final int NEXT_LINE_AFTER = 40;

  /** As it stands in a header. */
  String header() {
    if (name == null) {
      return address;
    }
    var phrase = HeaderText.phrase(name);
    var gap = phrase.length() > NEXT_LINE_AFTER ? "\r\n " : " ";
    return phrase + gap + "<" + address + ">";
  }
}
