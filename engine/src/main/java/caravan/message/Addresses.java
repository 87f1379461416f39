package caravan.message;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads email addresses strictly: one address, with a domain, in ASCII (other domains in punycode).
 */
final class Addresses {

  private static final int LONGEST = 254;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_NAME = 200;
  private static final int SENDERS_KEPT = 100;
  private static final int DOMAINS_KEPT = 1_000;
  private static final Map<String, MailAddress> SENDERS = new ConcurrentHashMap<>();

  /** Domains that were found good, as they are written and in ASCII. */
  private static final Map<String, String> DOMAINS = new ConcurrentHashMap<>();

  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LOCAL =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern NOT_SHOWN =
      Pattern.compile("[\\p{Cntrl}\u2028\u2029\u202A-\u202E\u2066-\u2069]+");

  private Addresses() {}

  /** A sender: {@code Name <address>}, or an address alone. */
  static MailAddress sender(String text) {
    var known = SENDERS.get(text);
    if (known != null) {
      return known;
    }
    if (SENDERS.size() >= SENDERS_KEPT) {
      SENDERS.clear();
    }
    var sender = readSender(text);
    SENDERS.put(text, sender);
    return sender;
  }

  private static MailAddress readSender(String text) {
    try {
      var parsed = InternetAddress.parse(text.strip(), true);
      if (parsed.length != 1 || parsed[0].isGroup()) {
        throw new BadAddress(text, "it must be exactly one");
      }
      return address(parsed[0].getAddress(), parsed[0].getPersonal());
    } catch (AddressException e) {
      throw new BadAddress(text, "write it as Name <name@example.org>");
    }
  }

  /** An address alone, with a name to be shown. */
  static MailAddress address(@Nullable String text, @Nullable String name) {
    var given = text == null ? "" : text.strip();
    var at = given.lastIndexOf('@');
    if (at < 1) {
      throw new BadAddress(given, "it has no '@'");
    }
    var local = given.substring(0, at);
    if (!LOCAL.matcher(local).matches() || local.length() > LONGEST_LOCAL) {
      throw new BadAddress(given, "what stands before the '@' cannot be there");
    }
    var address = local + "@" + domain(given, given.substring(at + 1));
    if (address.length() > LONGEST) {
      throw new BadAddress(given, "it is too long");
    }
    return new MailAddress(address, name == null ? null : shown(name));
  }

  private static String domain(String address, String domain) {
    var known = DOMAINS.get(domain);
    if (known != null) {
      return known;
    }
    var ascii = isAscii(domain) ? domain : punycode(domain);
    if (!DOMAIN.matcher(ascii).matches()) {
      throw new BadAddress(address, "what stands after the '@' is no domain");
    }
    if (DOMAINS.size() >= DOMAINS_KEPT) {
      DOMAINS.clear();
    }
    DOMAINS.put(domain, ascii);
    return ascii;
  }

  private static boolean isAscii(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** The domain in ASCII; empty where it is none. */
  private static String punycode(String domain) {
    try {
      return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException notADomain) {
      return "";
    }
  }

  /** The name without what would break the line or turn the direction of what follows. */
  private static @Nullable String shown(String name) {
    var shown = NOT_SHOWN.matcher(Values.clean(name)).replaceAll(" ").strip();
    if (shown.codePointCount(0, shown.length()) > LONGEST_NAME) {
      shown = shown.substring(0, shown.offsetByCodePoints(0, LONGEST_NAME));
    }
    return shown.isEmpty() ? null : shown;
  }
}
