package caravan.workspace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Bytes that are no text, rows that are no rows, packed files that are none. */
class HostileBytesTest extends HostileContract {

  static Stream<Case> cases() {
    return Stream.of(encodings(), rows(), packedFiles()).flatMap(all -> all);
  }

  private static Stream<Case> encodings() {
    var latin1 = StandardCharsets.ISO_8859_1;
    var utf16 = StandardCharsets.UTF_16;
    return Stream.of(
        file(
            "Latin 1 in rows",
            "data/c.csv",
            bytes("id,email,plan\na,é,pro\n", latin1),
            "data/c.csv:2: 'é' is not UTF-8 text"),
        file(
            "the byte FF, which is no end",
            "data/c.csv",
            bytes("id,email,plan\na,b,c\n\u00ff,x,y\nd,e,f\n", latin1),
            "data/c.csv:3: 'ÿ' is not UTF-8 text"),
        file(
            "the byte FF in quotes",
            "data/c.csv",
            bytes("id,email,plan\na,b,c\n\"\u00ff\",x,y\n", latin1),
            "data/c.csv:3: 'ÿ' is not UTF-8 text"),
        file(
            "the byte FF among members",
            "data/m.csv",
            bytes("id\n\u00ff\n", latin1),
            "data/m.csv:2: 'ÿ' is not UTF-8 text"),
        file(
            "Latin 1 in the header",
            "data/c.csv",
            bytes("id,email,plan,é\n", latin1),
            "data/c.csv:1: 'é' is not UTF-8 text"),
        file(
            "UTF-16",
            "data/c.csv",
            bytes("id,email,plan\n", utf16),
            "data/c.csv:1: the file is UTF-16; it has to be UTF-8"),
        file("a byte order mark", "data/c.csv", "\uFEFFid,email,plan\na,b,pro\n"),
        file("one before a message", "messages/hi.md", "\uFEFF---\nsubject: x\n---\nx"),
        file(
            "a message in UTF-16",
            "messages/hi.md",
            bytes("---\nsubject: x\n---\n", utf16),
            "messages/hi.md: this file is not UTF-8 text"),
        file(
            "NUL in a row",
            "data/c.csv",
            "id,email,plan\na,b\0c,d\n",
            "data/c.csv:2: row 1, column 'email': 'b\\0c' does not fit text; it takes any text"
                + " without a NUL character"),
        file(
            "NUL in the header",
            "data/c.csv",
            "id,email,plan,x\0\n",
            "data/c.csv:1: column 4: its name has a character that cannot be kept"));
  }

  private static Stream<Case> rows() {
    return Stream.of(
        file(
            "an empty file",
            "data/c.csv",
            "",
            "data/c.csv:1: the file is empty; its first line has to name the columns"),
        file(
            "blank lines alone",
            "data/c.csv",
            "\n\n",
            "data/c.csv:1: the first line is blank; it has to name the columns"),
        file(
            "ragged rows and an open quote",
            "data/c.csv",
            "id,email,plan\na,b\nc,d,e,f\n\"x\n",
            "data/c.csv:2: the row has 2 cells, the header names 3",
            "data/c.csv:3: the row has 4 cells, the header names 3",
            "data/c.csv:4: a quote (\") is opened here and never closed"),
        file(
            "keys missing and repeated",
            "data/c.csv",
            "id,email,plan\na,x,y\n,x,y\n\"a\",x,\"y\nz\"\na,x,y\n,x,y\n",
            "data/c.csv:3: row 2 has no key: its 'id' is missing",
            "data/c.csv:4: row 3 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:6: row 4 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: row 5 has no key: its 'id' is missing"),
        file(
            "many keys repeated",
            "data/c.csv",
            "id,email,plan\n" + "a,x,y\n".repeat(9),
            "data/c.csv:3: row 2 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:4: row 3 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:5: row 4 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:6: row 5 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: row 6 has the key 'a' of row 1; each row needs its own 'id'",
            "data/c.csv:7: and 3 more rows with the key of a row before them"),
        data(
            "NDJSON with a key twice, missing, and what is no object",
            "ndjson",
            "{\"id\":1,\"email\":\"x\",\"plan\":\"y\"}\n[1]\n{\"id\":1\n{\"id\":1,\"id\":2}\n{} {}\n"
                .getBytes(StandardCharsets.UTF_8),
            "data/c.ndjson:2: a JSON object like {\"id\": 1} is needed on every line",
            "data/c.ndjson:3: not a JSON object: Unexpected end-of-input: expected close marker"
                + " for Object",
            "data/c.ndjson:4: not a JSON object: Duplicate Object property \"id\"",
            "data/c.ndjson:5: something follows the JSON object; a line holds one"));
  }

  private static Stream<Case> packedFiles() {
    var packed = packed("id,email,plan\na,b,pro\n" + "x,y,z\n".repeat(1000));
    return Stream.of(
        data(
            "an empty gzip",
            "csv.gz",
            new byte[0],
            "data/c.csv.gz: the file ends too early; it was cut off or is not gzip"),
        data(
            "a gzip cut off",
            "csv.gz",
            Arrays.copyOf(packed, packed.length - 12),
            "data/c.csv.gz: the file ends too early; it was cut off or is not gzip"),
        data(
            "no gzip",
            "csv.gz",
            "id,email,plan\n".getBytes(StandardCharsets.UTF_8),
            "data/c.csv.gz: the file cannot be read: Not in GZIP format"),
        data(
            "a Parquet file that is none",
            "parquet",
            "PAR1 and PAR1".getBytes(StandardCharsets.UTF_8),
            "data/c.parquet: this is not a Parquet file that can be read: Invalid Input Error:"
                + " Footer length error"),
        data(
            "another kind",
            "xlsx",
            new byte[10],
            "data/c.xlsx: unknown kind of file; known are .csv, .csv.gz, .parquet, .ndjson,"
                + " .ndjson.gz and .jsonl"));
  }
}
