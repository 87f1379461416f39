package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.channel.FaultySmtp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters are signed as the settings say, and the record to check them with is shown. */
class DkimTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private void write(int port) throws IOException {
    Files.createDirectories(folder.resolve("messages"));
    Files.createDirectories(folder.resolve("journeys"));
    Files.writeString(
        folder.resolve("caravan.yaml"),
        """
        tables:
          contact: {audience: true, key: id, columns: {id: text, email: text}, roles: {email: email}}
        channels:
          email:
            smtp: "smtp://127.0.0.1:%d"
            from: "Harbour <news@mail.harbour.example>"
            dkim: {selector: caravan, domain: harbour.example, key: {file: dkim.pem}}
        """
            .formatted(port));
    Files.writeString(
        folder.resolve("segments.yaml"), "segments: [{segment: All, where: id != ''}]");
    Files.writeString(
        folder.resolve("journeys/news.yaml"),
        "{journey: News, audience: {segments: [All]}, frequency: ongoing, steps: [{email: hello}]}");
    Files.writeString(
        folder.resolve("messages/hello.txt"), "---\nsubject: Hello\n---\nHello {{contact.id}}\n");
    Files.createDirectories(folder.resolve(".caravan/secrets"));
  }

  private static void await(String what, BooleanSupplier condition) {
    var patience = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(patience);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static String faults(Client client) {
    return client.get("/api/v1/sending").is(200).json().get("faults").toString();
  }

  /** The record of DKIM: its name, and its value where it has one. */
  private static String record(Client client) {
    return client
        .get("/api/v1/sender")
        .is(200)
        .json()
        .get("domains")
        .get(0)
        .get("records")
        .valueStream()
        .filter(it -> it.get("purpose").asString().equals("dkim"))
        .map(it -> it.get("name").asString() + " " + it.path("value").asString(""))
        .findFirst()
        .orElse("");
  }

  @Test
  void lettersAreSignedOnceTheKeyIsThere()
      throws IOException, GeneralSecurityException, FailException {
    var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var encoder = Base64.getEncoder();
    try (var smtp = FaultySmtp.start(true)) {
      write(smtp.port());
      try (var server = TestServer.start(folder)) {
        var ann = server.administrator();
        ann.post("/api/v1/journeys/News/live", Map.of()).is(200);
        var people =
            List.of(
                Map.of("id", "a", "email", "fine1@example.org"),
                Map.of("id", "b", "email", "fine2@example.org"));
        ann.post("/api/v1/tables/contact/rows", people).is(200);
        await(
            "that there is no key is said",
            () -> faults(ann).contains(".caravan/secrets/dkim.pem"));
        assertThat(record(ann)).isEqualTo("caravan._domainkey.harbour.example ");
        assertThat(smtp.taken()).isEmpty();

        var secret = encoder.encodeToString(pair.getPrivate().getEncoded());
        Files.writeString(
            folder.resolve(".caravan/secrets/dkim.pem"),
            "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(secret));
        await("they go", () -> smtp.taken().size() == 2);

        assertThat(faults(ann)).isEqualTo("[]");
        var published =
            "v=DKIM1; k=rsa; p=" + encoder.encodeToString(pair.getPublic().getEncoded());
        assertThat(record(ann)).isEqualTo("caravan._domainkey.harbour.example " + published);
        var verifier = new DKIMVerifier((_, _, _) -> List.of(published));
        for (var mail : smtp.taken()) {
          var bytes = mail.text().getBytes(StandardCharsets.ISO_8859_1);
          var records = verifier.verify(new ByteArrayInputStream(bytes));
          assertThat(records).hasSize(1);
          assertThat(records.getFirst().getHeaders().stream().map(CharSequence::toString))
              .contains("list-unsubscribe", "list-unsubscribe-post");
        }
        assertThat(ann.get("/api/v1/workspace/documents").json().toString())
            .contains("dkim.pem")
            .doesNotContain(secret.substring(0, 40));
      }
    }
  }
}
