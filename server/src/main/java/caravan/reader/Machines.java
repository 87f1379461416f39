package caravan.reader;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells programs that fetch what is in a letter from people who read it. What it cannot tell is
 * taken for a person.
 */
public final class Machines {

  /**
   * What programs that look through mail, show previews of links or search the web call themselves;
   * each stands in what its maker says about it. In lower case.
   */
  private static final List<String> NAMES =
      List.of(
          // Mail security gateways
          "barracuda",
          "mimecast",
          "proofpoint",
          "urldefense",
          "messagelabs",
          "symantec",
          "fireeye",
          "trendmicro",
          "trend micro",
          "sophos",
          "fortiguard",
          "fortimail",
          "ironport",
          "forcepoint",
          "zscaler",
          "cloudmark",
          "vade secure",
          "checkpoint",
          "kaspersky",
          "safelinks",
          "google-safety",
          // Previews of links in chats and mail programs
          "slackbot",
          "slack-imgproxy",
          "facebookexternalhit",
          "twitterbot",
          "linkedinbot",
          "whatsapp",
          "telegrambot",
          "discordbot",
          "skypeuripreview",
          "bingpreview",
          "microsoftpreview",
          "google-pagerenderer",
          "redditbot",
          "mastodon",
          // Search engines and archives
          "googlebot",
          "bingbot",
          "duckduckbot",
          "yandexbot",
          "baiduspider",
          "applebot",
          "petalbot",
          "gptbot",
          "ccbot",
          "archive.org_bot");

  /**
   * All that Apple Mail's privacy proxy says of itself. It fetches what is in every letter, read or
   * not.
   */
  private static final String APPLE_PROXY = "Mozilla/5.0";

  private Machines() {}

  /**
   * Whether a request is a program's.
   *
   * @param header the value of a header by its name; null where it is not there
   */
  public static boolean sent(
      String method, Function<String, ? extends @org.jspecify.annotations.Nullable String> header) {
    if (!method.equals("GET")) {
      return true;
    }
    var ahead =
        List.of("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz").stream()
            .flatMap(name -> Optional.<String>ofNullable(header.apply(name)).stream())
            .anyMatch(value -> isAhead(value.toLowerCase(Locale.ROOT)));
    var agent = Optional.<String>ofNullable(header.apply("User-Agent")).orElse("").strip();
    return ahead || agent.equals(APPLE_PROXY) || isNamed(agent.toLowerCase(Locale.ROOT));
  }

  private static boolean isAhead(String purpose) {
    return purpose.contains("prefetch")
        || purpose.contains("prerender")
        || purpose.contains("preview");
  }

  private static boolean isNamed(String agent) {
    return NAMES.stream().anyMatch(agent::contains);
  }
}
