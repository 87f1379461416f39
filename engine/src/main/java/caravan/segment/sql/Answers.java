package caravan.segment.sql;

import caravan.cohort.Cohort;
import caravan.segment.sql.Statements.Question;
import caravan.segment.sql.Statements.Statement;
import caravan.warehouse.Database;
import caravan.warehouse.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Runs planned statements and returns cohorts. Everybody is asked for as one value a question,
 * which the database gathers; a few are asked for by their ordinals, as rows.
 */
public final class Answers {

  private static final int QUESTIONS_A_STATEMENT = 32;

  /** Bits that answers of passes side by side have at most: with more there is nothing to gain. */
  private static final int BITS_A_STATEMENT = 1 << 25;

  private final Database db;

  public Answers(Database db) {
    this.db = db;
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
    var few = among != null && among.size() <= Dialect.FEW ? among : null;
    var atOnce =
        few != null || statement.together()
            ? QUESTIONS_A_STATEMENT
            : Math.clamp(BITS_A_STATEMENT / capacity, 1, QUESTIONS_A_STATEMENT);
    for (var from = 0; from < statement.questions().size(); from += atOnce) {
      var to = Math.min(from + atOnce, statement.questions().size());
      var part = statement.questions().subList(from, to);
      if (few != null) {
        answers.putAll(few(statement, part, few));
      } else if (statement.together() && part.size() > 1) {
        answers.putAll(together(statement, part, capacity));
      } else {
        answers.putAll(apart(statement, part, capacity));
      }
    }
    return answers;
  }

  /** The statement that asks one question, with its values in place, to be shown to people. */
  public String show(Statement statement, Question question) {
    return db.sql()
        .renderInlined(
            DSL.select(statement.ordinal())
                .from(statement.from())
                .where(statement.where().and(question.condition())));
  }

  /** One pass over the rows for all questions. */
  private Map<Question, Cohort> together(
      Statement statement, List<Question> questions, int capacity) {
    var selected = new ArrayList<Field<byte[]>>();
    for (var question : questions) {
      var filter = Optional.of(question.condition());
      selected.add(db.dialect().gather(statement.ordinal(), capacity, filter));
    }
    var row =
        db.sql().select(selected).from(statement.from()).where(statement.where()).fetchSingle();
    var answers = new HashMap<Question, Cohort>();
    for (var i = 0; i < questions.size(); i++) {
      answers.put(questions.get(i), cohort(row.get(i, byte[].class)));
    }
    return answers;
  }

  /** A pass for each question, over the columns that it reads, several of them side by side. */
  private Map<Question, Cohort> apart(Statement statement, List<Question> questions, int capacity) {
    var gathered = db.dialect().gather(statement.ordinal(), capacity, Optional.empty());
    var answers = new HashMap<Question, Cohort>();
    IntStream.range(0, questions.size())
        .<Select<Record2<Integer, byte[]>>>mapToObj(
            number ->
                DSL.select(DSL.inline(number), gathered)
                    .from(statement.from())
                    .where(statement.where().and(questions.get(number).condition())))
        .reduce(Select::unionAll)
        .ifPresent(
            all ->
                db.sql()
                    .fetch(all)
                    .forEach(
                        row -> answers.put(questions.get(row.value1()), cohort(row.value2()))));
    return answers;
  }

  private Cohort cohort(byte @Nullable [] gathered) {
    return gathered == null ? Cohort.EMPTY : db.dialect().cohort(gathered);
  }

  private Map<Question, Cohort> few(Statement statement, List<Question> questions, Cohort among) {
    var selected = new ArrayList<Field<?>>();
    selected.add(statement.ordinal());
    for (var question : questions) {
      selected.add(DSL.field(Compiler.known(question.condition())));
    }
    var builders = new Cohort.Builder[questions.size()];
    Arrays.setAll(builders, _ -> new Cohort.Builder());
    db.sql()
        .select(selected)
        .from(statement.from())
        .where(statement.where().and(db.dialect().isAmong(among, statement.ordinal())))
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
