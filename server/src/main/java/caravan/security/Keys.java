package caravan.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random texts that open something. Only their digests are kept. */
final class Keys {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;
  private static final int ID_BYTES = 12;

  private Keys() {}

  /** 256 random bits, fit for addresses, headers and cookies. */
  static String random() {
    return text(BYTES);
  }

  /** A name for something; it opens nothing. */
  static String id() {
    return text(ID_BYTES);
  }

  private static String text(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** SHA-256; enough for what nobody can guess. */
  static String digest(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
