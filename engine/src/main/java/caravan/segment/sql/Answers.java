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
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Runs planned statements and returns cohorts. Everybody is asked for as one value a question,
 * which the database gathers; a few are asked for by their ordinals, as rows.
 */
public final class Answers {

  private static final int QUESTIONS_A_STATEMENT = 32;

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
    return db.sql()
        .renderInlined(
            DSL.select(statement.ordinal())
                .from(statement.from())
                .where(statement.where().and(question.condition())));
  }

  private Map<Question, Cohort> everybody(
      Statement statement, List<Question> questions, int capacity) {
    var single = questions.size() == 1;
    var where =
        single ? statement.where().and(questions.getFirst().condition()) : statement.where();
    var selected = new ArrayList<Field<byte[]>>();
    for (var question : questions) {
      var filter = single ? Optional.<Condition>empty() : Optional.of(question.condition());
      selected.add(db.dialect().gather(statement.ordinal(), capacity, filter));
    }
    var row = db.sql().select(selected).from(statement.from()).where(where).fetchSingle();
    var answers = new HashMap<Question, Cohort>();
    for (var i = 0; i < questions.size(); i++) {
      var gathered = row.get(i, byte[].class);
      answers.put(
          questions.get(i), gathered == null ? Cohort.EMPTY : db.dialect().cohort(gathered));
    }
    return answers;
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
