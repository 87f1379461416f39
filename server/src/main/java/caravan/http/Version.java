package caravan.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The version of something that people edit, as {@code ETag} and {@code If-Match} carry it. */
public record Version(String text) {

  /** A version that is as another one exactly if the content is. */
  public static Version of(String content) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return new Version(HexFormat.of().formatHex(Arrays.copyOf(digest, 12)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In quotes, as the header wants it. */
  public String etag() {
    return '"' + text + '"';
  }

  /**
   * Goes on only if an edit is of this version.
   *
   * @param ifMatch the header
   * @throws Failure 428 where it is missing, 412 where it is of another version
   */
  public void require(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw new Failure(
          428,
          "precondition-required",
          "send the version that you edit, from 'ETag', in the header 'If-Match'");
    }
    var matches =
        Arrays.stream(ifMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag()));
    if (!matches) {
      throw Failure.changed(text);
    }
  }
}
