package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Addresses in texts are those that a pattern finds, which says it slowly. */
class LinkedTextTest {

  private static final long SEED = 20_261_129;
  private static final int TEXTS = 50_000;
  private static final Pattern ADDRESS =
      Pattern.compile("\\bhttps?://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);
  private static final List<String> PIECES =
      List.of(
          "http",
          "https",
          "HTTPS",
          "http://",
          "https://",
          "://",
          ":",
          "/",
          "x",
          "_",
          "é",
          "a.example",
          "shop.example/p?q=1",
          " ",
          "\n",
          "\t",
          "<",
          ">",
          "\"",
          "(",
          ")",
          ").",
          ",",
          "!",
          "»",
          "7");

  private static final ReaderLinks LINKS =
      new ReaderLinks() {
        @Override
        public String unsubscribe() {
          return "u";
        }

        @Override
        public String preferences() {
          return "p";
        }

        @Override
        public String confirm() {
          return "c";
        }

        @Override
        public String to(String target) {
          return "[" + target + "]";
        }
      };

  @Test
  void addressesAreFoundWhereAPatternFindsThem() {
    var random = new Random(SEED);
    for (var i = 0; i < TEXTS; i++) {
      var text = new StringBuilder();
      for (var pieces = random.nextInt(8); pieces >= 0; pieces--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      // An address alone: what is found in a text is led on as it would be by itself.
      var expected =
          ADDRESS
              .matcher(text)
              .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(alone(found.group())));
      assertThat(LinkedText.text(text.toString(), LINKS)).as("'%s'", text).isEqualTo(expected);
    }
  }

  private static String alone(String address) {
    var end = address.length();
    while (end > 0 && isOfTheSentence(address.substring(0, end))) {
      end--;
    }
    var target = address.substring(0, end);
    return (LinkedPage.leadsAway(target) ? LINKS.to(target) : target) + address.substring(end);
  }

  private static boolean isOfTheSentence(String address) {
    if (!address.endsWith(")")) {
      return address.matches("(?s).*[.,;:!?'*_\\]}»”’]");
    }
    return address.replaceAll("[^)]", "").length() > address.replaceAll("[^(]", "").length();
  }
}
