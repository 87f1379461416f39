package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kinds of files of rows can be sent, and how they are told apart. */
final class UploadFormat {

  private static final List<String> ENDINGS =
      List.of(".csv", ".csv.gz", ".parquet", ".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz");
  private static final Map<String, String> BY_TYPE =
      Map.of(
          "text/csv",
          ".csv",
          "application/x-ndjson",
          ".ndjson",
          "application/vnd.apache.parquet",
          ".parquet");

  private UploadFormat() {}

  /**
   * The ending that says what a file is.
   *
   * @param name of the file, whose ending counts
   * @param type of its content, where it has no name
   */
  static String ending(@Nullable String name, @Nullable String type) {
    var known =
        name == null
            ? BY_TYPE.get(type == null ? "" : type.replaceFirst(";.*", "").strip())
            : ENDINGS.stream()
                .filter(name.toLowerCase(Locale.ROOT)::endsWith)
                .findFirst()
                .orElse(null);
    if (known == null) {
      throw new InvalidInput(
          "file-format",
          Place.of("name"),
          "say what the file is: its name ends in " + String.join(", ", ENDINGS));
    }
    return known;
  }
}
