package caravan.warehouse;

import static caravan.warehouse.ColumnType.BOOLEAN;
import static caravan.warehouse.ColumnType.DATE;
import static caravan.warehouse.ColumnType.DECIMAL;
import static caravan.warehouse.ColumnType.INTEGER;
import static caravan.warehouse.ColumnType.NUMBER;
import static caravan.warehouse.ColumnType.TEXT;
import static caravan.warehouse.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvTest extends StagingCase {

  @Test
  void stagesColumnsInOrderWithTheirTypes() throws Exception {
    var file =
        write("a.csv", "id,n,d,f,b,day,at\nx,1,1.5,1e3,true,2026-01-31,2026-01-31T09:00+01:00\n");
    var staged = staged(file);
    assertThat(names(staged)).containsExactly("id", "n", "d", "f", "b", "day", "at");
    assertThat(types(staged))
        .containsExactly(TEXT, INTEGER, DECIMAL, NUMBER, BOOLEAN, DATE, TIMESTAMP);
    assertThat(staged.rows()).isEqualTo(1);
    assertThat(staged.table()).isEqualTo("t");
    var stored =
        db.sql()
            .fetchValues(
                "select data_type from duckdb_columns() where database_name = 'staging'"
                    + " and table_name = 't' order by column_index");
    assertThat(stored.toString())
        .isEqualTo("[BIGINT, VARCHAR, BIGINT, DECIMAL(18,6), DOUBLE, BOOLEAN, DATE, TIMESTAMP]");
  }

  @Test
  void takesColumnsThatAreCalledAsTheDatabaseCallsItsOwn() throws Exception {
    var staged = staged(write("a.csv", "rowid,c0,ROW\n7,8,9\n5,6,4\n"));
    assertThat(names(staged)).containsExactly("rowid", "c0", "ROW");
    assertThat(rows()).isEqualTo(List.of(List.of(7L, 8L, 9L), List.of(5L, 6L, 4L)));
  }

  @Test
  void takesValuesThatAreNotWrittenAsTheyArePrinted() throws Exception {
    var declared = Map.of("n", INTEGER, "d", DECIMAL, "day", DATE, "b", BOOLEAN);
    staged(write("a.csv", "n,d,day,b\n007,.5,2026-01-31,TRUE\n-0,1.50,0001-01-01,0\n"), declared);
    assertThat(rows().toString())
        .isEqualTo("[[7, 0.500000, 2026-01-31, true], [0, 1.500000, 0001-01-01, false]]");
    for (var row : List.of("+1,1,,", " 1,1,,", "1e3,1,,", ",1.,,", ",1e2,,", ",1.2345678,,")) {
      assertThat(faults(write("a.csv", "n,d,day,b\n" + row + "\n"), declared)).hasSize(1);
    }
    for (var day : List.of("2026-1-5", "infinity", "0000-01-01", "10000-01-01", "2026-02-30")) {
      assertThat(faults(write("a.csv", "n,d,day,b\n,," + day + ",\n"), declared)).hasSize(1);
    }
  }

  @Test
  void tellsMissingFromEmpty() throws Exception {
    staged(write("a.csv", "a,n,day\n,,\n\"\",\"\",\"\"\nx,1,2026-01-31\n"));
    assertThat(rows().get(0)).containsOnlyNulls();
    assertThat(rows().get(1)).isEqualTo(Arrays.asList("", null, null));
  }

  @Test
  void keepsQuotesLinesAndBlanks() throws Exception {
    staged(write("a.csv", "a,b\n\"say \"\"hi\"\"\", x \n\"two\nlines\",\"a,b\"\n"));
    assertThat(rows())
        .isEqualTo(List.of(List.of("say \"hi\"", " x "), List.of("two\nlines", "a,b")));
  }

  @Test
  void findsTheDelimiterOutsideOfQuotes() throws Exception {
    for (var delimiter : List.of(",", ";", "\t", "|")) {
      staged(write("a.csv", "\"a,;|\tb,,,,,\"D\"c\"Dd\n1D2D3\n".replace("D", delimiter)));
      assertThat(rows()).isEqualTo(List.of(List.of(1L, 2L, 3L)));
    }
  }

  @Test
  void readsEveryLineEnd() throws Exception {
    for (var end : List.of("\n", "\r\n", "\r")) {
      for (var name : List.of("b", "\"b\nb\"")) {
        staged(write("a.csv", "a," + name + "E1,\"x\ny\"E2,zE".replace("E", end)));
        assertThat(rows().toString()).as(end + name).isEqualTo("[[1, x\ny], [2, z]]");
      }
    }
    staged(write("a.csv", "a,b\n1,2\r\n3,4\n5,6\r\n"));
    assertThat(rows())
        .as("mixed")
        .isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L), List.of(5L, 6L)));
    staged(write("a.csv", "a,b\r\n1,2\n3,4"));
    assertThat(rows()).isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L)));
  }

  @Test
  void skipsBlankLines() throws Exception {
    staged(write("a.csv", "a\n1\n\n2\n\n"));
    assertThat(rows()).isEqualTo(List.of(List.of(1L), List.of(2L)));
    staged(write("a.csv", "a,b\n\n1,1\n\n2,2\n\n"));
    assertThat(rows()).hasSize(2);
  }

  @Test
  void readsAByteOrderMarkAndPackedFiles() throws Exception {
    assertThat(names(staged(write("a.csv", "\uFEFFid,b\n1,é😀\n")))).containsExactly("id", "b");
    assertThat(rows()).isEqualTo(List.of(List.of(1L, "é😀")));
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("id,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    staged(write("a.csv.gz", packed.toByteArray()));
    assertThat(rows()).isEqualTo(List.of(List.of(1L, 2L)));
  }

  @Test
  void readsExactlyTheNamedFile() throws Exception {
    write("wxird1'.csv", "id\n9\n");
    write("weird1'.csv", "id\n9\n");
    staged(write("w*i?d[1]'.csv", "id\n1\n"));
    assertThat(rows()).isEqualTo(List.of(List.of(1L)));
  }

  @Test
  void takesAnyNameAsAName() throws Exception {
    var odd = "a\"; drop table x; --\n'ü";
    var staged =
        staged(write("a.csv", "\"" + odd.replace("\"", "\"\"") + "\",c0,file_row_number\n1,2,3\n"));
    assertThat(names(staged)).containsExactly(odd, "c0", "file_row_number");
    assertThat(rows()).isEqualTo(List.of(List.of(1L, 2L, 3L)));
  }

  @Test
  void infersOverAllRowsNotTheFirst() throws Exception {
    var text = new StringBuilder("n,late,big,text,0d\n");
    for (var i = 1; i <= 5000; i++) {
      var last = i == 5000;
      text.append(i).append(last ? ".5," : ",").append(last ? "2026-01-31," : ",");
      text.append(last ? "0.5," : "9223372036854775808,").append(last ? "x," : "1,").append("7\n");
    }
    assertThat(types(staged(write("a.csv", text.toString()))))
        .containsExactly(DECIMAL, DATE, NUMBER, TEXT, INTEGER);
    assertThat(rows()).hasSize(5000);
    assertThat(rows().getLast().get(3)).isEqualTo("x");
  }

  @Test
  void infersLikeValues() throws Exception {
    assertThat(inferred("1", "2", "")).isEqualTo(INTEGER);
    assertThat(inferred("01")).isEqualTo(TEXT);
    assertThat(inferred("1", "1.5")).isEqualTo(DECIMAL);
    assertThat(inferred("2026-01-31", "2026-01-31 10:00")).isEqualTo(TIMESTAMP);
  }

  @Test
  void declaredTypesWinAndMissingColumnsAreMade() throws Exception {
    var declared = new LinkedHashMap<String, ColumnType>();
    declared.put("zip", TEXT);
    declared.put("extra", DATE);
    declared.put("n", NUMBER);
    var staged = staged(write("a.csv", "zip,n\n12345,1\n,\n"), declared);
    assertThat(names(staged)).containsExactly("zip", "n", "extra");
    assertThat(types(staged)).containsExactly(TEXT, NUMBER, DATE);
    assertThat(rows())
        .isEqualTo(List.of(Arrays.asList("12345", 1.0, null), Arrays.asList(null, null, null)));
  }

  @Test
  void aHeaderAloneIsATableWithoutRows() throws Exception {
    var staged = staged(write("a.csv", "a,b"), Map.of("b", INTEGER));
    assertThat(types(staged)).containsExactly(TEXT, INTEGER);
    assertThat(staged.rows()).isZero();
  }

  @Test
  void readsACellOfAnySize() throws Exception {
    var big = "x".repeat(3_000_000);
    staged(write("a.csv", "a,b\n1,\"" + big + "\"\n"));
    assertThat(rows()).isEqualTo(List.of(List.of(1L, big)));
  }

  @Test
  void stagingAgainReplaces() throws Exception {
    staged(write("a.csv", "a\n1\n"));
    staged(write("b.csv", "b\nx\n"));
    assertThat(rows()).isEqualTo(List.of(List.of("x")));
  }

  @Test
  void numbersTheRowsInTheOrderOfTheFile() throws Exception {
    var text = new StringBuilder("n,filler\n");
    for (var i = 1; i <= 400_000; i++) {
      text.append(i).append(",some text that makes the file long enough to be read in parts\n");
    }
    assertThat(staged(write("a.csv", text.toString())).rows()).isEqualTo(400_000);
    assertThat(Sql.number(db, "SELECT count(*) FROM staging.t WHERE n <> \"caravan:row\""))
        .isZero();
  }
}
