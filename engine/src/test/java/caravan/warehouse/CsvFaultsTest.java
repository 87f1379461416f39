package caravan.warehouse;

import static caravan.warehouse.ColumnType.BOOLEAN;
import static caravan.warehouse.ColumnType.DATE;
import static caravan.warehouse.ColumnType.INTEGER;
import static caravan.warehouse.ColumnType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvFaultsTest extends StagingCase {

  @Test
  void namesLineColumnValueAndWhatFits() throws Exception {
    var file = write("a.csv", "id,born\n\n\"x\ny\",2026-01-31\nb,31.1.2026\n");
    assertThat(faults(file, Map.of("born", DATE)))
        .containsExactly(
            "data:5: row 2, column 'born': '31.1.2026' does not fit date; it takes a date like"
                + " 2026-01-31");
  }

  @Test
  void showsFiveValuesAColumn() throws Exception {
    var text = "n,b\n" + "x,maybe\n".repeat(8);
    var faults = faults(write("a.csv", text), Map.of("n", INTEGER, "b", BOOLEAN));
    assertThat(faults).hasSize(12);
    assertThat(faults).contains("data:6: column 'n': and 3 more values that do not fit");
  }

  @Test
  void refusesWhatIsNotJson() throws Exception {
    var file = write("a.csv", "j;k\n\"{\"\"a\"\": \"\"nan\"\"}\";1\n[NaN];2\n[1,];3\n");
    assertThat(faults(file, Map.of("j", JSON)))
        .hasSize(2)
        .allMatch(fault -> fault.contains("it takes JSON"));
  }

  @Test
  void refusesNul() throws Exception {
    assertThat(faults(write("a.csv", "id,n\n1,a\0b\n")))
        .containsExactly(
            "data:2: row 1, column 'n': 'a\\0b' does not fit text; it takes any text without a NUL"
                + " character");
  }

  @Test
  void reportsRaggedRows() throws Exception {
    assertThat(faults(write("a.csv", "a,b\n1,2\n1,2,3\n\"x\ny\",2\n1\n")))
        .containsExactly(
            "data:3: the row has 3 cells, the header names 2",
            "data:6: the row has 1 cells, the header names 2");
    assertThat(faults(write("a.csv", "a,b\n" + "1\n".repeat(9))))
        .hasSize(6)
        .last()
        .asString()
        .contains("and 4 more");
    var late = "a,b\n" + "1,2\n".repeat(60_000) + "1,2,3\n";
    assertThat(faults(write("a.csv", late)))
        .containsExactly("data:60002: the row has 3 cells, the header names 2");
  }

  @Test
  void reportsQuotes() throws Exception {
    assertThat(faults(write("a.csv", "a,b\n1,\"open\n2,c\n")))
        .singleElement()
        .asString()
        .contains("data:2: a quote");
    assertThat(faults(write("a.csv", "a,b\n1,2\n2,\"a\"b\n")))
        .singleElement()
        .asString()
        .contains("data:3: text follows");
    assertThat(faults(write("a.csv", "\"a,b\n")))
        .singleElement()
        .asString()
        .contains("data:1: a quote");
  }

  @Test
  void reportsNames() throws Exception {
    assertThat(faults(write("a.csv", "id,ID,x,x\n")))
        .hasSize(2)
        .allMatch(fault -> fault.startsWith("data:1: column"));
    assertThat(faults(write("a.csv", "É,é\n1,2\n"))).hasSize(1);
    assertThat(faults(write("a.csv", "id,,x\n"))).containsExactly("data:1: column 2 has no name");
    assertThat(faults(write("a.csv", "Caravan:row,b\n")))
        .singleElement()
        .asString()
        .contains("reserved");
    assertThat(faults(write("a.csv", "a\0,b\n"))).hasSize(1);
    assertThat(faults(write("a.csv", "\nid,b\n1,2\n")))
        .singleElement()
        .asString()
        .contains("the first line is blank");
    assertThat(faults(write("a.csv", "id\n1\n"), Map.of("ID", INTEGER)))
        .singleElement()
        .asString()
        .contains("declared as 'ID'");
  }

  @Test
  void reportsEncoding() throws Exception {
    var latin = "a,b\n1,2\n1,größe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(faults(write("a.csv", latin))).containsExactly("data:3: 'größe' is not UTF-8 text");
    assertThat(faults(write("a.csv", "a,b\n".getBytes(StandardCharsets.UTF_16))))
        .singleElement()
        .asString()
        .contains("UTF-16");
  }

  @Test
  void reportsFiles() throws Exception {
    assertThat(faults(folder.resolve("none.csv"))).containsExactly("data: there is no such file");
    assertThat(faults(Files.createDirectory(folder.resolve("d.csv"))))
        .singleElement()
        .asString()
        .contains("folder");
    assertThat(faults(write("a.txt", "a")))
        .singleElement()
        .asString()
        .contains("unknown kind of file");
    assertThat(faults(write("a.csv", ""))).singleElement().asString().contains("the file is empty");
    assertThat(faults(write("a.csv", "\uFEFF")))
        .singleElement()
        .asString()
        .contains("the file is empty");
    assertThat(faults(write("a.csv.gz", "not packed")))
        .singleElement()
        .asString()
        .contains("cannot be read");
    var outside = Files.createTempFile("outside", ".csv");
    assertThat(faults(outside)).singleElement().asString().contains("outside");
    Files.delete(outside);
  }

  @Test
  void headerGivesTheNamesAlone() throws Exception {
    var problems = new Problems();
    assertThat(DataFiles.header(db, write("a.csv", "a;b\n\"broken"), "data", problems))
        .contains(List.of("a", "b"));
    assertThat(DataFiles.header(db, write("a.csv", "a;A\n"), "data", problems)).isEmpty();
    assertThat(problems.size()).isOne();
  }
}
