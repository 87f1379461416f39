package caravan.reader;

import caravan.warehouse.Database;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The key that what stands in letters is signed with (HMAC-SHA-256, of which 128 bits are sent). It
 * is made with the state and kept in its database, so that letters can be answered for as long as
 * that, or a backup of it, is there. It is no part of any export.
 */
public final class ReaderKey {

  private static final Table<?> KEY = DSL.table(DSL.name("admin", "reader_key"));
  private static final Field<byte[]> SECRET = DSL.field(DSL.name("secret"), SQLDataType.BLOB);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MAC_BYTES = 16;
  private static final int LONGEST = 8000;

  /** Ready to sign; it is copied for each text, which costs less than finding it anew. */
  private final Mac ready;

  ReaderKey(byte[] secret) {
    try {
      ready = Mac.getInstance(ALGORITHM);
      ready.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a state's database, which gets one if it has none. */
  public static ReaderKey of(Database db) {
    db.sql().createSchemaIfNotExists("admin").execute();
    db.sql().createTableIfNotExists(KEY).columns(SECRET).execute();
    var kept = db.sql().select(SECRET).from(KEY).limit(1).fetchOne(SECRET);
    if (kept != null) {
      return new ReaderKey(kept);
    }
    var secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    db.sql().insertInto(KEY, SECRET).values(secret).execute();
    return new ReaderKey(secret);
  }

  /** A token as it stands in an address. */
  public String sign(Token token) {
    var bytes = TokenBytes.write(token);
    var signed = Arrays.copyOf(bytes, bytes.length + MAC_BYTES);
    System.arraycopy(mac(bytes), 0, signed, bytes.length, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /** The token that a text is; nothing where it was not signed with this key. */
  public Optional<Token> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var signed = Base64.getUrlDecoder().decode(text);
      if (signed.length <= MAC_BYTES || !sameText(signed, text)) {
        return Optional.empty();
      }
      var bytes = Arrays.copyOf(signed, signed.length - MAC_BYTES);
      var sent = Arrays.copyOfRange(signed, bytes.length, signed.length);
      return MessageDigest.isEqual(mac(bytes), sent)
          ? Optional.of(TokenBytes.read(bytes))
          : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException | IOException _) {
      return Optional.empty();
    }
  }

  /** Whether it is written as we write it: one token has one text. */
  private static boolean sameText(byte[] signed, String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed).equals(text);
  }

  private byte[] mac(byte[] bytes) {
    try {
      return Arrays.copyOf(((Mac) ready.clone()).doFinal(bytes), MAC_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "the readers' key";
  }
}
