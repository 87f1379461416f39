package caravan.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** The files of the web UI, as its build packs them. A server may be without them. */
@Component
class Ui {

  private static final String FOLDER = "ui/";
  private static final String NONCE = "%NONCE%";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private static final Map<String, MediaType> TYPES =
      Map.of(
          "js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
          "css", MediaType.parseMediaType("text/css;charset=utf-8"),
          "svg", MediaType.parseMediaType("image/svg+xml"),
          "woff2", MediaType.parseMediaType("font/woff2"),
          "png", MediaType.IMAGE_PNG);

  private final Optional<String> page = read();

  private static Optional<String> read() {
    var file = new ClassPathResource(FOLDER + "index.html");
    try {
      return file.exists()
          ? Optional.of(file.getContentAsString(StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page that all of the UI is. */
  Optional<String> page(String nonce) {
    return page.map(text -> text.replace(NONCE, nonce));
  }

  /** One of the files that the page loads: their names change with what is in them. */
  Optional<Resource> asset(String name) {
    return file("assets/", name);
  }

  /** One of the files beside the page. */
  Optional<Resource> file(String name) {
    return file("", name);
  }

  private static Optional<Resource> file(String folder, String name) {
    return Optional.of(name)
        .filter(it -> NAME.matcher(it).matches() && type(it).isPresent())
        .<Resource>map(it -> new ClassPathResource(FOLDER + folder + it))
        .filter(Resource::exists);
  }

  /** What a file is, by the end of its name. */
  static Optional<MediaType> type(String name) {
    return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
  }
}
