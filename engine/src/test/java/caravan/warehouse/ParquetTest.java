package caravan.warehouse;

import static caravan.warehouse.ColumnType.BOOLEAN;
import static caravan.warehouse.ColumnType.DATE;
import static caravan.warehouse.ColumnType.DECIMAL;
import static caravan.warehouse.ColumnType.INTEGER;
import static caravan.warehouse.ColumnType.JSON;
import static caravan.warehouse.ColumnType.NUMBER;
import static caravan.warehouse.ColumnType.TEXT;
import static caravan.warehouse.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Problems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParquetTest extends StagingCase {

  private Path parquet(String name, String select) throws Exception {
    var file = folder.resolve(name);
    Sql.run(
        db, "COPY (SELECT " + select + ") TO " + Sql.text(file.toString()) + " (FORMAT parquet)");
    return file;
  }

  @Test
  void mapsItsTypes() throws Exception {
    var file =
        parquet(
            "a?*[1].parquet",
            """
            7::TINYINT a, 8::UBIGINT b, 1.5::DECIMAL(10,2) c, 1.5::DECIMAL(20,10) d, 0.5::FLOAT e, true f,
            DATE '2026-01-31' g, TIMESTAMP '2026-01-31 09:00' h, TIMESTAMPTZ '2026-01-31 09:00+02' i,
            TIMESTAMP_NS '2026-01-31 09:00:00.123456789' j, [1, 2] k, {'x': 1} l, 'text' m, NULL::VARCHAR n,
            18446744073709551615::UBIGINT o, 'NaN'::DOUBLE p\
            """);
    var staged = staged(file);
    assertThat(types(staged))
        .containsExactly(
            INTEGER, INTEGER, DECIMAL, NUMBER, NUMBER, BOOLEAN, DATE, TIMESTAMP, TIMESTAMP,
            TIMESTAMP, JSON, JSON, TEXT, TEXT, TEXT, NUMBER);
    assertThat(rows().getFirst())
        .isEqualTo(
            Arrays.asList(
                7L,
                8L,
                new BigDecimal("1.500000"),
                1.5,
                0.5,
                true,
                LocalDate.of(2026, 1, 31),
                Instant.parse("2026-01-31T09:00:00Z"),
                Instant.parse("2026-01-31T07:00:00Z"),
                Instant.parse("2026-01-31T09:00:00.123456Z"),
                "[1,2]",
                "{\"x\":1}",
                "text",
                null,
                "18446744073709551615",
                null));
  }

  @Test
  void keepsTheOrderOfItsRows() throws Exception {
    var staged = staged(parquet("a.parquet", "range AS n FROM range(300000)"));
    assertThat(staged.rows()).isEqualTo(300000);
    assertThat(Sql.number(db, "SELECT count(*) FROM staging.t WHERE n + 1 <> \"caravan:row\""))
        .isZero();
  }

  @Test
  void declaredTypesWin() throws Exception {
    var file =
        parquet("a.parquet", "5::DOUBLE a, TIMESTAMP '2026-01-31 00:00' b, 7 c, '12' d, 3 AS e");
    var declared =
        Map.of("a", INTEGER, "b", DATE, "c", TEXT, "d", INTEGER, "e", DECIMAL, "f", DATE);
    assertThat(types(staged(file, declared)))
        .containsExactly(INTEGER, DATE, TEXT, INTEGER, DECIMAL, DATE);
    assertThat(rows().getFirst())
        .isEqualTo(
            Arrays.asList(
                5L, LocalDate.of(2026, 1, 31), "7", 12L, new BigDecimal("3.000000"), null));
  }

  @Test
  void reportsWhatDoesNotFit() throws Exception {
    var file = parquet("a.parquet", "CASE WHEN range = 1 THEN 'x' ELSE '1' END AS a FROM range(3)");
    assertThat(faults(file, Map.of("a", INTEGER)))
        .containsExactly(
            "data: row 2, column 'a': 'x' does not fit integer; it takes a whole number of at most"
                + " 64 bit like 42");
    assertThat(faults(parquet("b.parquet", "'a' || chr(0) AS a")))
        .singleElement()
        .asString()
        .contains("NUL");
    assertThat(faults(write("c.parquet", "id,n\n")))
        .singleElement()
        .asString()
        .contains("not a Parquet file");
  }

  @Test
  void headerGivesTheNames() throws Exception {
    var problems = new Problems();
    assertThat(
            DataFiles.header(db, parquet("a.parquet", "1 AS x, 2 AS \"y\"\"z\""), "data", problems))
        .contains(List.of("x", "y\"z"));
  }
}
