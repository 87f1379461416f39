package caravan.bench;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.profile.Tables;
import caravan.segment.Expression;
import caravan.segment.Moment;
import caravan.warehouse.DuckDb;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A segment of segments whose members are known: no database is asked. */
@State(Scope.Benchmark)
public class SegmentAlgebra {

  private static final Moment NOW =
      new Moment(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  private static final String TEXT =
      """
      (in segment 'HASHED' or in segment 'CLUSTERS' or in segment 'RUNS')
      and in segment 'HALVES' and not in segment 'ALTERNATING'""";

  @Param("10000000")
  int people;

  private final DuckDb db = DuckDb.inMemory(List.of());
  private final Map<Expression, Cohort> members = new HashMap<>();
  private final Ask ask = new Ask(Contacts.CONTACT, language().read(TEXT), null);
  private Evaluator evaluator = evaluator(Tables.create(db, Contacts.SCHEMA));

  private static Language language() {
    return new Language(
        Contacts.SCHEMA,
        Contacts.CONTACT,
        List.of("HASHED", "CLUSTERS", "RUNS", "HALVES", "ALTERNATING"));
  }

  private Evaluator evaluator(Tables tables) {
    return new Evaluator(db, tables, Map.of(), new InteractionLog());
  }

  @Setup
  public void make() throws SQLException {
    for (var shape : Shape.values()) {
      members.put(new Expression.InSegment(shape.name()), Cohort.ofWords(shape.words(people, 0)));
    }
    Rows.run(
        db,
        """
        create view ids as select range as "caravan:row", range as id, null as first_name, null as email,
          null as age, null as country, null as ltv, null as joined, null as opted_in
        from range(%d)"""
            .formatted(people));
    var tables = Tables.open(db, Contacts.SCHEMA);
    tables.load(Map.of(Contacts.CONTACT.name(), DSL.name("ids")));
    evaluator = evaluator(tables);
    if (evaluate().isEmpty()) {
      throw new IllegalStateException("nobody is in the segment");
    }
  }

  @Benchmark
  public Cohort evaluate() {
    return evaluator
        .evaluate(
            List.of(ask), NOW, null, known -> Optional.ofNullable(members.get(known.condition())))
        .getOrDefault(ask, Cohort.EMPTY);
  }
}
