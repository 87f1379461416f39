package caravan.segment.sql;

import caravan.cohort.Cohort;
import caravan.segment.sql.Statements.Question;
import caravan.segment.sql.Statements.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Runs planned statements and returns cohorts. Everybody is asked for as one bit string a question,
 * made inside the database; a few are asked for by their ordinals, as rows.
 */
public final class Answers {

  /** Up to so many people are asked for by their ordinals. */
  private static final int FEW = 2_000;

  private static final int QUESTIONS_A_STATEMENT = 32;

  private final DSLContext sql;

  public Answers(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Who fulfils each question's condition; not yet complemented, nor confined to people who have a
   * row.
   *
   * @param capacity above every ordinal
   * @param among whom it is asked about, or everybody: the caller confines the answer; null for
   *     everybody
   */
  public Map<Question, Cohort> answer(Statement statement, int capacity, @Nullable Cohort among) {
    var answers = new HashMap<Question, Cohort>();
    if (capacity == 0 || among != null && among.isEmpty()) {
      statement.questions().forEach(question -> answers.put(question, Cohort.EMPTY));
      return answers;
    }
    var few = among != null && among.size() <= FEW ? among : null;
    var atOnce = few != null || statement.together() ? QUESTIONS_A_STATEMENT : 1;
    for (var from = 0; from < statement.questions().size(); from += atOnce) {
      var to = Math.min(from + atOnce, statement.questions().size());
      var part = statement.questions().subList(from, to);
      if (few != null) {
        answers.putAll(few(statement, part, few));
      } else {
        answers.putAll(everybody(statement, part, capacity));
      }
    }
    return answers;
  }

  /** The statement that asks one question, with its values in place, to be shown to people. */
  public String show(Statement statement, Question question) {
    return sql.renderInlined(
        DSL.select(statement.ordinal())
            .from(statement.from())
            .where(statement.where().and(question.condition())));
  }

  private Map<Question, Cohort> everybody(
      Statement statement, List<Question> questions, int capacity) {
    var bits = (capacity + 63) / 64 * 64;
    var single = questions.size() == 1;
    var selected = new ArrayList<Field<byte[]>>();
    for (var question : questions) {
      var aggregate =
          DSL.field(
              "bitstring_agg({0}, {1}, {2})",
              Object.class, statement.ordinal(), DSL.inline(0), DSL.inline(bits - 1));
      selected.add(
          single
              ? DSL.field("cast({0} as blob)", SQLDataType.BLOB, aggregate)
              : DSL.field(
                  "cast({0} filter (where {1}) as blob)",
                  SQLDataType.BLOB, aggregate, question.condition()));
    }
    var where =
        single ? statement.where().and(questions.getFirst().condition()) : statement.where();
    var row = sql.select(selected).from(statement.from()).where(where).fetchSingle();
    var answers = new HashMap<Question, Cohort>();
    for (var i = 0; i < questions.size(); i++) {
      var blob = (byte[]) row.get(i);
      answers.put(questions.get(i), blob == null ? Cohort.EMPTY : Cohort.ofWords(words(blob)));
    }
    return answers;
  }

  /** The bits of a bit string, whose first bit is the highest of its first byte. */
  private static long[] words(byte[] blob) {
    var words = new long[blob.length / Long.BYTES];
    ByteBuffer.wrap(blob).asLongBuffer().get(words);
    for (var i = 0; i < words.length; i++) {
      words[i] = Long.reverse(words[i]);
    }
    return words;
  }

  private Map<Question, Cohort> few(Statement statement, List<Question> questions, Cohort among) {
    var selected = new ArrayList<Field<?>>();
    selected.add(statement.ordinal());
    for (var question : questions) {
      selected.add(DSL.field(Compiler.known(question.condition())));
    }
    var ordinals = Arrays.stream(among.toArray()).mapToObj(DSL::inline).toList();
    var builders = new Cohort.Builder[questions.size()];
    Arrays.setAll(builders, _ -> new Cohort.Builder());
    sql.select(selected)
        .from(statement.from())
        .where(statement.where().and(statement.ordinal().in(ordinals)))
        .forEach(
            row -> {
              int ordinal = Objects.requireNonNull(row.get(0, Integer.class));
              for (var i = 0; i < builders.length; i++) {
                if (Boolean.TRUE.equals(row.get(i + 1, Boolean.class))) {
                  builders[i].add(ordinal);
                }
              }
            });
    var answers = new HashMap<Question, Cohort>();
    for (var i = 0; i < builders.length; i++) {
      answers.put(questions.get(i), builders[i].build());
    }
    return answers;
  }
}
