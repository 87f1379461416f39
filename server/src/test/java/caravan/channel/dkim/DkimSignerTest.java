package caravan.channel.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.message.Eml;
import caravan.message.Rendered;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures, checked by Apache jDKIM, which knows RSA, and by the example of RFC 8463. */
class DkimSignerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static String pem(byte[] pkcs8) {
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8));
  }

  private static DkimKey rsa(int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return DkimKey.of(pem(generator.generateKeyPair().getPrivate().getEncoded()));
  }

  private static byte[] mail(String text) {
    return Eml.write(
        new Rendered(
            "Grüße  an   alle, und noch ein langer Betreff, der auf eine zweite Zeile gehen muss",
            "<p>" + text + "</p>",
            text,
            Map.of(
                "List-Unsubscribe",
                "<https://harbour.example/u/" + "x".repeat(120) + ">",
                "List-Unsubscribe-Post",
                "List-Unsubscribe=One-Click")),
        "Harbour <news@harbour.example>",
        "ann@example.org",
        "Änn",
        NOW,
        "1@harbour.example");
  }

  private static List<String> verified(byte[] mail, DkimKey key) throws IOException, FailException {
    var verifier =
        new DKIMVerifier(
            (_, selector, token) -> {
              assertThat(selector + " " + token).isEqualTo("caravan harbour.example");
              return List.of("v=DKIM1; k=" + key.type().label() + "; p=" + key.publicKey());
            });
    return verifier.verify(new ByteArrayInputStream(mail)).stream()
        .flatMap(record -> record.getHeaders().stream())
        .map(CharSequence::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hello", "  two  blanks \t\n\n\nand lines \n\n", "Grüße\n.\n..\n", "\n"})
  void isTakenByAnotherImplementation(String text)
      throws GeneralSecurityException, IOException, FailException {
    var key = rsa(2048);
    var signed = new DkimSigner("harbour.example", "caravan", key).sign(mail(text), NOW);

    assertThat(verified(signed, key))
        .contains("list-unsubscribe", "list-unsubscribe-post", "message-id", "mime-version")
        .contains("from", "to", "subject", "date", "content-type");
    assertThat(new String(signed, StandardCharsets.US_ASCII).lines())
        .allMatch(line -> line.length() <= 998);
  }

  @Test
  void whatIsChangedOrAddedOnTheWayIsSeen() throws GeneralSecurityException {
    var key = rsa(1024);
    var signed =
        new String(
            new DkimSigner("harbour.example", "caravan", key).sign(mail("Hello"), NOW),
            StandardCharsets.US_ASCII);
    for (var changed :
        List.of(
            signed.replace("Hello", "Hallo"),
            signed.replace("news@", "olds@"),
            signed.replace("One-Click", "Two-Clicks"),
            "From: Somebody <else@example.org>\r\n" + signed,
            signed + "more\r\n")) {
      assertThatThrownBy(() -> verified(changed.getBytes(StandardCharsets.US_ASCII), key))
          .isInstanceOf(FailException.class);
    }
  }

  @Test
  void blanksMayChangeOnTheWay() throws GeneralSecurityException, IOException, FailException {
    var key = rsa(2048);
    var signed =
        new String(
            new DkimSigner("harbour.example", "caravan", key).sign(mail("Hello you"), NOW),
            StandardCharsets.US_ASCII);
    var changed =
        signed
            .replace("Hello you", "Hello \t  you")
            .replace("you\r\n", "you \t\r\n")
            .replace("\r\nTo: ", "\r\nTO:\t ")
            .concat("\r\n\r\n");
    assertThat(verified(changed.getBytes(StandardCharsets.US_ASCII), key)).isNotEmpty();
  }

  /** The example of RFC 8463, appendix A: a key, a mail, and the signature that they give. */
  @Test
  void isThatOfTheExampleWithEd25519() {
    var prefix = Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIA==");
    var seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
    var pkcs8 = new byte[prefix.length + seed.length];
    System.arraycopy(prefix, 0, pkcs8, 0, prefix.length);
    System.arraycopy(seed, 0, pkcs8, prefix.length, seed.length);
    var key = DkimKey.of(pem(pkcs8).replace("\n", "\\n"));
    assertThat(key.type()).isEqualTo(DkimKey.Type.ED25519);
    assertThat(key.publicKey()).isEqualTo("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

    var mail =
        Relaxed.of(
            """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    assertThat(mail.bodyHash()).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    var header =
        """
        DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
         d=football.example.com; i=@football.example.com;
         q=dns/txt; s=brisbane; t=1528637909; h=from : to :
         subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b="""
            .replace("\n", "\r\n");
    var names = List.of("from", "to", "subject", "date", "message-id", "from", "subject", "date");
    assertThat(key.sign(mail.signed(names, header)))
        .isEqualTo(
            "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
  }

  @Test
  void whatIsNoKeyIsNotRepeated() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(512);
    var short512 = pem(generator.generateKeyPair().getPrivate().getEncoded());
    var curve = pem(KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
    for (var pem : List.of("", "s3cret", pem(new byte[] {1, 2, 3}), short512, curve)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DkimKey.of(pem))
          .withMessage(
              "a private key in PEM should stand there, PKCS#8: RSA of 1024 bits or more, or Ed25519")
          .withNoCause();
    }
  }
}
