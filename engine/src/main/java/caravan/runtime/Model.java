package caravan.runtime;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.audience.Memberships;
import caravan.interaction.InteractionLog;
import caravan.journey.Plan;
import caravan.profile.Tables;
import caravan.segment.Moment;
import caravan.warehouse.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** All that an engine makes of its tables and definitions; made anew when these change. */
record Model(
    Definitions definitions,
    Tables tables,
    Map<String, Plan> plans,
    InteractionLog log,
    Evaluator evaluator,
    Memberships memberships,
    Reach reach,
    ColumnValues columns,
    Turns turns) {

  static Model of(
      Database db,
      Tables tables,
      Definitions definitions,
      InteractionLog log,
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
        new Reach(definitions.messages()),
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

  /** What a journey sees of its audience at an instant. */
  AudienceView view(Plan plan, Instant now) {
    var audience = tables.schema().table(plan.journey().audience());
    return new AudienceView(
        plan, audience, evaluator, memberships, log, reach, columns, moment(now));
  }

  /** Begins to keep what journeys ask about, and segments beside. */
  void keep(Collection<String> journeys, Collection<String> segments, Instant now) {
    var kept = new Kept(tables.schema(), definitions.segments(), reach);
    var names = new LinkedHashSet<>(segments);
    var conditions = new ArrayList<Ask>();
    for (var name : journeys) {
      var plan = plan(name);
      names.addAll(Kept.segments(plan.journey()));
      conditions.addAll(kept.conditions(plan));
      turns.live(plan);
    }
    memberships.keep(names, conditions, moment(now));
  }
}
