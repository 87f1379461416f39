package caravan.warehouse;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file of rows: where it is, what it is called in problems, and where those are put. */
record DataFile(Path path, String label, Problems problems) {

  /** A row is at most as many bytes: it is held in memory as a whole. */
  static final int LONGEST_ROW = 1 << 24;

  static final String TOO_LONG = "the row is longer than 16 MB";

  /** A table has at most as many columns, as in PostgreSQL. */
  static final int MOST_COLUMNS = 1_600;

  /** The formats of files, told by the end of the name. */
  enum Format {
    CSV,
    PARQUET,
    NDJSON,
    UNKNOWN
  }

  Format format() {
    var name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    var plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (plain.endsWith(".csv")) {
      return Format.CSV;
    }
    if (plain.endsWith(".ndjson") || plain.endsWith(".jsonl")) {
      return Format.NDJSON;
    }
    return name.endsWith(".parquet") ? Format.PARQUET : Format.UNKNOWN;
  }

  boolean isPacked() {
    return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The bytes in the file, unpacked. */
  InputStream open() throws IOException {
    var in = Files.newInputStream(path);
    try {
      return isPacked() ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  void problem(String code, int line, String message) {
    problems.add(code, Place.of(label, line), message);
  }

  /** Whether the file can be read at all; reports why not. */
  boolean isReadable(DuckDb db) {
    if (Files.isDirectory(path)) {
      problem("not-a-file", 0, "this is a folder; a data file is needed");
    } else if (!Files.exists(path)) {
      problem("file-not-found", 0, "there is no such file");
    } else if (!Files.isRegularFile(path)) {
      problem("not-a-file", 0, "this is no ordinary file; a data file is needed");
    } else if (!Files.isReadable(path)) {
      problem("file-not-readable", 0, "the file may not be read");
    } else if (!db.mayRead(path)) {
      problem("file-outside", 0, "the file lies outside of the folders that may be read");
    } else if (format() == Format.UNKNOWN) {
      problem(
          "file-format",
          0,
          "unknown kind of file; known are .csv, .csv.gz, .parquet, .ndjson, .ndjson.gz and"
              + " .jsonl");
    } else {
      return true;
    }
    return false;
  }

  void unreadable(IOException e) {
    var reason =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "the file may not be read";
          case EOFException _ -> "the file ends too early; it was cut off or is not gzip";
          default -> "the file cannot be read: " + e.getMessage();
        };
    problem("file-not-readable", 0, reason);
  }

  /** Whether these can be the names of a table's columns; reports what is wrong with them. */
  boolean areNames(List<String> names, int line) {
    // problems that were there already would not be counted
    var found = new DataFile(path, label, new Problems());
    found.checkNames(names, line);
    problems.addAll(found.problems.list());
    return found.problems.isEmpty();
  }

  private void checkNames(List<String> names, int line) {
    if (names.size() > MOST_COLUMNS) {
      problem(
          "column-name",
          line,
          "the file has more than %,d columns, the most that a table can have"
              .formatted(MOST_COLUMNS));
      return;
    }
    var seen = new LinkedHashMap<String, String>();
    for (var i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (name.isEmpty()) {
        problem("column-name", line, "column " + (i + 1) + " has no name");
      } else if (name.toLowerCase(Locale.ROOT).startsWith("caravan:")) {
        problem(
            "column-name",
            line,
            "column '" + name + "': names that begin with 'caravan:' are reserved");
      } else if (!Values.isText(name)) {
        problem(
            "column-name",
            line,
            "column " + (i + 1) + ": its name has a character that cannot be kept");
      } else {
        var first = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
        if (first != null) {
          problem(
              "column-name",
              line,
              first.equals(name)
                  ? "column '" + name + "' is there twice"
                  : "columns '"
                      + first
                      + "' and '"
                      + name
                      + "' differ only in upper and lower case");
        }
      }
    }
  }

  /**
   * The declared columns that the file lacks, or empty after those were reported that it has in
   * other letters.
   */
  Optional<List<String>> absent(Map<String, ColumnType> declared, List<String> names) {
    var isAlike = true;
    var absent = new ArrayList<String>();
    for (var name : declared.keySet()) {
      if (names.contains(name)) {
        continue;
      }
      var other = names.stream().filter(n -> n.equalsIgnoreCase(name)).findFirst();
      if (other.isPresent()) {
        isAlike = false;
        problem(
            "column-name",
            0,
            "column '" + other.get() + "' is declared as '" + name + "': write them alike");
      } else {
        absent.add(name);
      }
    }
    return isAlike ? Optional.of(absent) : Optional.empty();
  }
}
