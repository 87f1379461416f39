package caravan.runtime;

import caravan.audience.FactGroup;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.interaction.InteractionRows;
import caravan.interaction.Properties;
import caravan.profile.Table;
import caravan.profile.Tables;
import caravan.profile.Touched;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in rows, events and interactions, and notes whom they concern until the next tick asks. */
public final class Intake {

  private final Tables tables;
  private final InteractionRows rows;
  private final InteractionLog log;
  private final Turns turns;
  private final Runs runs;
  private final List<Map<String, @Nullable Object>> waiting = new ArrayList<>();
  private @Nullable Table into;
  private Incoming incoming;

  /**
   * Takes in data for a model.
   *
   * @param incoming what has come in already
   */
  Intake(Model model, InteractionRows rows, Runs runs, Incoming incoming) {
    this.tables = model.tables();
    this.rows = rows;
    this.log = model.log();
    this.turns = model.turns();
    this.runs = runs;
    this.incoming = incoming;
  }

  /** Knows the runs of journeys that somebody is inside. */
  interface Runs {
    List<Long> around(String audience, int person);
  }

  /**
   * Inserts and changes rows. They wait for others of their table, and are written with these
   * before anything else is done or asked: statements on many rows take hardly longer than on few.
   */
  public void upsert(Table table, Collection<? extends Map<String, @Nullable Object>> changes) {
    if (!table.equals(into)) {
      write();
      into = table;
    }
    waiting.addAll(changes);
  }

  /** Writes the rows that wait. */
  void write() {
    if (into != null) {
      var table = into;
      var rows = List.copyOf(waiting);
      into = null;
      waiting.clear();
      incoming.touched().add(tables.upsert(table, rows));
    }
  }

  /**
   * Takes the members of segments as another system says them; the others of an audience have none.
   */
  public void provide(Table audience, Map<String, Cohort> members) {
    write();
    incoming.touched().add(tables.provide(audience, members));
  }

  /** Removes rows. */
  public void remove(Table table, Collection<?> keys) {
    write();
    incoming.touched().add(tables.remove(table, keys));
  }

  /**
   * Takes in that an event happened to a person. Journeys hear of it now, whenever it happened.
   *
   * @param happened when; not after now
   */
  public void event(String audience, int person, String name, String properties, Instant happened) {
    var details = new LinkedHashMap<String, @Nullable String>();
    details.put("name", name);
    details.put("properties", Properties.canonical(properties));
    add(Interaction.EVENT, audience, person, runs.around(audience, person), happened, details);
    incoming.event(audience, name, Cohort.of(person));
  }

  /**
   * Takes in what a person did with a message. It belongs to the run that last sent it to them.
   *
   * @param journey that sent it; null for any
   * @param happened when; not after now
   */
  public void interaction(
      Interaction kind,
      String audience,
      int person,
      String message,
      @Nullable String journey,
      @Nullable String link,
      Instant happened) {
    var sent = log.lastSent(audience, message, journey, person);
    var details = new LinkedHashMap<String, @Nullable String>();
    details.put("message", message);
    details.put("journey", sent.map(FactGroup::journey).orElse(null));
    details.put("channel", sent.map(FactGroup::channel).orElse(null));
    if (kind == Interaction.CLICKED) {
      details.put("link", link);
    }
    var run = sent.map(group -> List.of(group.run())).orElse(List.of());
    add(kind, audience, person, run, happened, details);
  }

  /**
   * Takes in that the same happened to the messages that a run sent to people.
   *
   * @param details by column
   * @param happened when; not after now
   */
  void answered(
      Interaction kind,
      String audience,
      Cohort people,
      long run,
      Map<String, String> details,
      Instant happened) {
    write();
    rows.add(kind, audience, people, run, happened, details);
    log.note(kind, audience, people);
    touch(kind, audience, people);
  }

  private void add(
      Interaction kind,
      String audience,
      int person,
      List<Long> belongsTo,
      Instant happened,
      Map<String, @Nullable String> details) {
    write();
    rows.add(kind, audience, person, belongsTo, happened, details);
    log.note(kind, audience, Cohort.of(person));
    touch(kind, audience, Cohort.of(person));
  }

  /** Notes that an interaction concerns people, and those to whom they belong. */
  private void touch(Interaction kind, String audience, Cohort people) {
    incoming.touched().people(kind.label(), audience, people);
    if (turns.concerns(kind)) {
      incoming.touched().add(tables.above(kind.label(), audience, people));
    }
  }

  /** Notes interactions that are kept as cohorts, where anybody asks about them. */
  void happened(Interaction kind, String audience, Cohort people) {
    if (turns.concerns(kind)) {
      touch(kind, audience, people);
    }
  }

  /** Notes whom a change of data concerns. */
  void touched(Touched touched) {
    incoming.touched().add(touched);
  }

  boolean isEmpty() {
    return into == null && incoming.isEmpty();
  }

  /** What came in since this was last called. */
  Incoming take() {
    write();
    var came = incoming;
    incoming = new Incoming();
    return came;
  }
}
