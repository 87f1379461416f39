package caravan.channel.dkim;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** A private key that mails are signed with: RSA or Ed25519. It is never shown. */
public final class DkimKey {

  /** With fewer nobody is to verify (RFC 8301). */
  private static final int FEWEST_BITS = 1024;

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final String EXPECTED =
      "a private key in PEM should stand there, PKCS#8: RSA of %d bits or more, or Ed25519"
          .formatted(FEWEST_BITS);

  private final PrivateKey key;
  private final Type type;
  private final String publicKey;

  /**
   * Its kind.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8463">RFC 8463</a>
   */
  public enum Type {
    RSA("rsa"),
    ED25519("ed25519");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /** As it stands in signatures and records. */
    public String label() {
      return label;
    }
  }

  private DkimKey(PrivateKey key, Type type, String publicKey) {
    this.key = key;
    this.type = type;
    this.publicKey = publicKey;
  }

  /**
   * Reads one.
   *
   * @param pem its line ends may be {@code \n} in two characters, as environments have them
   * @throws IllegalArgumentException where it is none; nothing is said of what was found
   */
  public static DkimKey of(String pem) {
    var match = PEM.matcher(pem.replace("\\n", "\n"));
    if (!match.matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(match.group(1).replaceAll("\\s", ""));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(EXPECTED);
    }
    try {
      return of(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException _) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  private static DkimKey of(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return rsa((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec));
    } catch (InvalidKeySpecException _) {
      return ed25519((EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(spec));
    }
  }

  private static DkimKey rsa(RSAPrivateCrtKey key) throws GeneralSecurityException {
    BigInteger modulus = key.getModulus();
    if (modulus.bitLength() < FEWEST_BITS) {
      throw new IllegalArgumentException(EXPECTED);
    }
    var published =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(modulus, key.getPublicExponent()));
    return new DkimKey(key, Type.RSA, base64(published.getEncoded()));
  }

  private static DkimKey ed25519(EdECPrivateKey key) {
    var seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException(EXPECTED));
    var published = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
    return new DkimKey(key, Type.ED25519, base64(published));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public Type type() {
    return type;
  }

  /** The key for others to check with, as its record has it. */
  public String publicKey() {
    return publicKey;
  }

  /** Signs a text, in base64. */
  String sign(String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      var signature = Signature.getInstance(type == Type.RSA ? "SHA256withRSA" : "Ed25519");
      signature.initSign(key);
      signature.update(type == Type.RSA ? bytes : sha256(bytes)); // RFC 8463: of the hash
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @Override
  public String toString() {
    return "(a key)";
  }
}
