package caravan.runtime;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.audience.Memberships;
import caravan.interaction.InteractionLog;
import caravan.journey.Plan;
import caravan.message.Consents;
import caravan.profile.Tables;
import caravan.segment.Expression;
import caravan.segment.Moment;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Supplier;

/** All that an engine makes of its tables and definitions; made anew when these change. */
record Model(
    Definitions definitions,
    Tables tables,
    Map<String, Plan> plans,
    InteractionLog log,
    Evaluator evaluator,
    Memberships memberships,
    Reach reach,
    Supplier<Consents> consents,
    ColumnValues columns,
    Turns turns) {

  static Model of(
      Database db,
      Tables tables,
      Definitions definitions,
      InteractionLog log,
      Supplier<Consents> consents,
      Freshness freshness) {
    var evaluator = new Evaluator(db, tables, definitions.segments(), log);
    var memberships = new Memberships(evaluator);
    var plans = new LinkedHashMap<String, Plan>();
    definitions.journeys().values().forEach(journey -> plans.put(journey.name(), Plan.of(journey)));
    return new Model(
        definitions,
        tables,
        plans,
        log,
        evaluator,
        memberships,
        new Reach(definitions),
        consents,
        new ColumnValues(db, tables.schema()),
        new Turns(freshness, memberships, definitions.segments()));
  }

  Moment moment(Instant now) {
    return new Moment(now, tables.schema().zone());
  }

  Plan plan(String journey) {
    var plan = plans.get(journey);
    if (plan == null) {
      throw new IllegalArgumentException("there is no journey '" + journey + "'");
    }
    return plan;
  }

  /**
   * What a journey sees of its audience at an instant.
   *
   * @param round the log with what other journeys did in this round so far
   */
  AudienceView view(Plan plan, InteractionLog round, Instant now) {
    var audience = tables.schema().table(plan.journey().audience());
    return new AudienceView(
        plan,
        audience,
        evaluator,
        memberships,
        log,
        round,
        reach,
        consents.get(),
        columns,
        moment(now));
  }

  /**
   * Begins to keep what journeys ask about, and segments beside.
   *
   * @param whatCan whether what cannot be evaluated is set aside
   */
  void keep(
      Collection<String> journeys, Collection<String> segments, Instant now, boolean whatCan) {
    var names = new LinkedHashSet<>(segments);
    var conditions = new ArrayList<Ask>();
    for (var name : journeys) {
      var plan = plan(name);
      names.addAll(Kept.segments(plan.journey()));
      conditions.addAll(kept().conditions(plan));
      turns.live(plan);
    }
    if (whatCan) {
      memberships.keepWhatCan(names, conditions, moment(now));
    } else {
      memberships.keep(names, conditions, moment(now));
    }
  }

  private Kept kept() {
    return new Kept(tables.schema(), definitions.segments(), reach);
  }

  /** The journeys, of some, that ask what cannot be evaluated any more; and why it cannot. */
  Map<String, String> broken(Collection<String> journeys, Instant now) {
    var found = new LinkedHashMap<String, String>();
    memberships
        .diagnose(moment(now))
        .forEach(
            (ask, why) -> {
              for (var journey : journeys) {
                if (asks(plan(journey), ask)) {
                  found.putIfAbsent(journey, Faults.of(ask.condition(), why));
                }
              }
            });
    return found;
  }

  private boolean asks(Plan plan, Ask ask) {
    return ask.audience().name().equals(plan.journey().audience())
        && (ask.condition() instanceof Expression.InSegment(var segment)
                && Kept.segments(plan.journey()).contains(segment)
            || kept().conditions(plan).contains(ask));
  }
}
