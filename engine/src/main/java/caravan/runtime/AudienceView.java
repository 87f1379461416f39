package caravan.runtime;

import caravan.audience.Ask;
import caravan.audience.Evaluator;
import caravan.audience.FactGroup;
import caravan.audience.Memberships;
import caravan.cohort.Cohort;
import caravan.interaction.InteractionLog;
import caravan.journey.Audiences;
import caravan.journey.Move;
import caravan.journey.Plan;
import caravan.journey.tile.SendMessage;
import caravan.message.Consents;
import caravan.profile.Table;
import caravan.segment.Clockwork;
import caravan.segment.Expression;
import caravan.segment.Interaction;
import caravan.segment.Moment;
import caravan.segment.Operand;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a journey sees of its audience at an instant. */
final class AudienceView implements Audiences {

  private final Plan plan;
  private final Table audience;
  private final Evaluator evaluator;
  private final Memberships memberships;
  private final InteractionLog log;
  private final InteractionLog round;
  private final Reach reach;
  private final Consents consents;
  private final ColumnValues columns;
  private final Moment moment;

  /**
   * A view.
   *
   * @param log what had happened before this round
   * @param round the same with what other journeys did in it so far
   */
  AudienceView(
      Plan plan,
      Table audience,
      Evaluator evaluator,
      Memberships memberships,
      InteractionLog log,
      InteractionLog round,
      Reach reach,
      Consents consents,
      ColumnValues columns,
      Moment moment) {
    this.plan = plan;
    this.audience = audience;
    this.evaluator = evaluator;
    this.memberships = memberships;
    this.log = log;
    this.round = round;
    this.reach = reach;
    this.consents = consents;
    this.columns = columns;
    this.moment = moment;
  }

  @Override
  public Cohort existing() {
    return evaluator.tables().people(audience.name()).existing();
  }

  @Override
  public Cohort members(String segment) {
    return memberships.members(segment);
  }

  @Override
  public Cohort matching(Expression condition, long run, Cohort among, List<Move> soFar) {
    return kept(condition)
        .map(among::intersect)
        .orElseGet(() -> ask(log, new Ask(audience, condition, run), among, soFar));
  }

  private Optional<Cohort> kept(Expression condition) {
    return memberships.exact(new Ask(audience, condition, null));
  }

  private Cohort ask(InteractionLog known, Ask ask, Cohort among, List<Move> soFar) {
    var facts = known.overlay();
    Interactions.add(facts, plan, soFar, moment.now());
    return evaluator
        .with(facts)
        .evaluate(List.of(ask), moment, among, memberships::exact)
        .getOrDefault(ask, Cohort.EMPTY);
  }

  @Override
  public boolean dependsOnTime(Expression condition) {
    return Clockwork.of(condition, evaluator.segments()) != Clockwork.STILL;
  }

  @Override
  public Map<Object, Cohort> byDate(Operand column, Cohort among) {
    return columns.group(audience, column, among);
  }

  @Override
  public Map<ZoneId, Cohort> byZone(Cohort among) {
    return columns.zones(audience, among);
  }

  /** Nobody twice: who has no address is not asked about consent. */
  @Override
  public Map<String, Cohort> blocked(
      SendMessage message, long run, Cohort among, List<Move> soFar) {
    var blocked = new LinkedHashMap<String, Cohort>();
    var unreachable = fulfilling(Reach.noAddress(message, audience), among);
    blocked.put("no-address", unreachable);
    var reached = among.minus(unreachable);
    var byRows = fulfilling(reach.noConsent(message, audience), reached);
    var refusing = reach.refusing(message, audience, consents, reached, byRows);
    blocked.put("no-consent", refusing);
    var capped = capped(message, reached.minus(refusing), soFar);
    blocked.put(CAPPED, capped);
    var rest = reached.minus(refusing).minus(capped);
    blocked.put("duplicate", duplicate(message, run, rest, soFar));
    return blocked;
  }

  /** Last of all: who does not get it anyway keeps it from nobody with the same address. */
  private Cohort duplicate(SendMessage message, long run, Cohort among, List<Move> soFar) {
    var address = reach.onceTo(message, audience);
    if (address.isEmpty() || among.isEmpty()) {
      return Cohort.EMPTY;
    }
    var facts = log.overlay();
    Interactions.add(facts, plan, soFar, moment.now());
    var before =
        Cohort.union(
            facts.groups(Interaction.SENT, audience.name()).stream()
                .filter(group -> group.run() == run && message.message().equals(group.message()))
                .map(FactGroup::everybody)
                .toList());
    return SameAddress.duplicates(
        columns.shared(audience, address.get(), among.union(before)), among, before);
  }

  /** What other journeys send at this very instant counts. */
  private Cohort capped(SendMessage message, Cohort among, List<Move> soFar) {
    var condition = reach.capped(message);
    return condition.equals(Reach.NOBODY)
        ? Cohort.EMPTY
        : ask(round, new Ask(audience, condition, null), among, soFar);
  }

  @Override
  public Map<Instant, Cohort> free(SendMessage message, Cohort capped, List<Move> soFar) {
    var facts = round.overlay();
    Interactions.add(facts, plan, soFar, moment.now());
    return reach.free(message, capped, facts.groups(Interaction.SENT, audience.name()), moment);
  }

  @Override
  public Optional<Instant> expiry(SendMessage message, Instant decided) {
    return reach.expires(message).map(span -> span.after(decided, moment.zone()));
  }

  private Cohort fulfilling(Expression condition, Cohort among) {
    return kept(condition)
        .map(among::intersect)
        .orElseGet(() -> ask(log, new Ask(audience, condition, null), among, List.of()));
  }
}
