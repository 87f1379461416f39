package caravan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.warehouse.DuckDb;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderKeyTest {

  private static final LetterId LETTER =
      new LetterId("kontakt Ü", 1_234_567, Long.MAX_VALUE, 0, "it's \"odd\" 😀", "email", "de");

  private final ReaderKey key = key(1);

  private static ReaderKey key(int seed) {
    var secret = new byte[32];
    new Random(seed).nextBytes(secret);
    return new ReaderKey(secret);
  }

  private static Token token(Token.Kind kind, String detail) {
    return new Token(kind, LETTER, detail);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackWhatItSigned(Token.Kind kind) {
    for (var detail : List.of("", "https://x.example/?a=1&b=Ü#😀", "x".repeat(2000))) {
      var text = key.sign(token(kind, detail));
      assertThat(text).matches("[A-Za-z0-9_-]+");
      assertThat(key.read(text)).contains(token(kind, detail));
    }
  }

  @Test
  void nothingElseIsRead() {
    var text = key.sign(token(Token.Kind.CLICK, "https://x.example/"));
    assertThat(key(2).read(text)).as("another key").isEmpty();
    for (var i = 0; i < text.length(); i++) {
      assertThat(key.read(text.substring(0, i))).as("cut after %d", i).isEmpty();
      var other = text.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(key.read(text.substring(0, i) + other + text.substring(i + 1)))
          .as("forged at %d", i)
          .isEmpty();
    }
    for (var odd :
        List.of("", "A", "=", text + "=", text + "A", " " + text, "é", "A".repeat(9000))) {
      assertThat(key.read(odd)).as(odd).isEmpty();
    }
  }

  @Test
  void aTargetCannotBeExchanged() {
    var one = Base64.getUrlDecoder().decode(key.sign(token(Token.Kind.CLICK, "https://a.example")));
    var other = key.sign(token(Token.Kind.CLICK, "https://b.example"));
    var bytes = Base64.getUrlDecoder().decode(other);
    System.arraycopy(bytes, bytes.length - 16, one, one.length - 16, 16);
    assertThat(key.read(Base64.getUrlEncoder().withoutPadding().encodeToString(one))).isEmpty();
  }

  @Test
  void aStateKeepsItsKeyAndAnotherHasAnother() {
    try (var db = DuckDb.inMemory(List.of(), 100_000_000);
        var otherDb = DuckDb.inMemory(List.of(), 100_000_000)) {
      var text = ReaderKey.of(db).sign(token(Token.Kind.OPEN, ""));
      assertThat(ReaderKey.of(db).read(text)).isPresent();
      assertThat(ReaderKey.of(otherDb).read(text)).isEmpty();
    }
  }
}
