package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.workspace.SecretSource;
import caravan.workspace.SecretSource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final SecretSource VARIABLE = new SecretSource(Kind.ENV, "CARAVAN_SECRET_A");
  private static final SecretSource FILE = new SecretSource(Kind.FILE, "a.key");

  @TempDir private Path state = Path.of("");

  @Test
  void areReadWhereTheyAreGiven() throws IOException, Secrets.Missing {
    Files.createDirectories(state.resolve("secrets"));
    Files.writeString(state.resolve("secrets/a.key"), "\n of a file \n");
    var secrets = new Secrets(state, Map.of("CARAVAN_SECRET_A", "of a variable"));

    assertThat(secrets.text(VARIABLE)).isEqualTo("of a variable");
    assertThat(secrets.line(FILE)).isEqualTo("of a file");
  }

  @Test
  void thatOneIsMissingIsSaidWithItsPlace() throws IOException {
    var secrets = new Secrets(state, Map.of("CARAVAN_SECRET_A", " "));
    assertThatThrownBy(() -> secrets.text(VARIABLE))
        .hasMessage(
            "the environment variable CARAVAN_SECRET_A is not there, or empty: it should hold a secret");
    assertThatThrownBy(() -> secrets.text(FILE))
        .hasMessage(
            "the file .caravan/secrets/a.key is not there, or empty: it should hold a secret");

    Files.createDirectories(state.resolve("secrets"));
    Files.write(state.resolve("secrets/a.key"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    assertThatThrownBy(() -> secrets.text(FILE))
        .hasMessage("the file .caravan/secrets/a.key cannot be read as text");
    Files.writeString(state.resolve("secrets/a.key"), "one line\r\nX-Other: and more");
    assertThatThrownBy(() -> secrets.line(FILE))
        .hasMessage("the file .caravan/secrets/a.key should hold one line of printable ASCII");
  }
}
