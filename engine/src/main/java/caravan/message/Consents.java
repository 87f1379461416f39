package caravan.message;

import caravan.cohort.Cohort;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people said about commercial messages and about being tracked, as it stands. Immutable. What
 * a column says of them is not in it.
 */
public final class Consents {

  /** The word that stands in place of a channel for consent to tracking. */
  public static final String TRACKING = "tracking";

  /** The topic of what is said about all of a channel. */
  public static final String EVERYTHING = "";

  public static final Consents NONE = new Consents(Map.of());

  private final Map<Key, Said> said;

  Consents(Map<Key, Said> said) {
    this.said = Map.copyOf(said);
  }

  /**
   * What something was said about.
   *
   * @param topic {@link #EVERYTHING} for all of the channel
   */
  public record Key(String audience, String channel, String topic) {}

  /** Who said yes, and who no, last. */
  record Said(Cohort yes, Cohort no) {

    static final Said NOTHING = new Said(Cohort.EMPTY, Cohort.EMPTY);

    Said with(Cohort who, boolean allowed) {
      return allowed
          ? new Said(yes.union(who), no.minus(who))
          : new Said(yes.minus(who), no.union(who));
    }
  }

  Map<Key, Said> said() {
    return said;
  }

  private Said said(String audience, String channel, String topic) {
    return said.getOrDefault(new Key(audience, channel, topic), Said.NOTHING);
  }

  /**
   * Who of some people refused a message: its channel as a whole, or its topic there. Nobody
   * refuses a transactional one.
   */
  public Cohort refused(String audience, Message message, Cohort who) {
    return message.kind() == MessageKind.TRANSACTIONAL
        ? Cohort.EMPTY
        : refused(audience, message.channel().label(), message.topic(), who);
  }

  /**
   * Who of some people refused a topic on a channel, by itself or with all of the channel.
   *
   * @param topic null for a message without one
   */
  public Cohort refused(String audience, String channel, @Nullable String topic, Cohort who) {
    var all = said(audience, channel, EVERYTHING).no();
    var one = topic == null ? Cohort.EMPTY : said(audience, channel, topic).no();
    return all.union(one).intersect(who);
  }

  /** Who of some people said yes to a topic on a channel, or to all of it, and nowhere no. */
  public Cohort granted(String audience, String channel, @Nullable String topic, Cohort who) {
    var all = said(audience, channel, EVERYTHING).yes();
    var one = topic == null ? Cohort.EMPTY : said(audience, channel, topic).yes();
    return all.union(one).intersect(who).minus(refused(audience, channel, topic, who));
  }

  /** What one person said last about something; nothing where they never did. */
  public Optional<Boolean> of(String audience, String channel, String topic, int person) {
    var its = said(audience, channel, topic);
    return its.no().contains(person)
        ? Optional.of(false)
        : its.yes().contains(person) ? Optional.of(true) : Optional.empty();
  }

  /**
   * Whether one person may get a commercial message: their own word goes before what else is known,
   * and a no before a yes.
   *
   * @param otherwise what holds where they said nothing
   */
  public boolean allows(
      String audience, String channel, String topic, int person, boolean otherwise) {
    var all = of(audience, channel, EVERYTHING, person);
    var one = topic.equals(EVERYTHING) ? all : of(audience, channel, topic, person);
    return all.orElse(true)
        && one.orElse(true)
        && (all.isPresent() || one.isPresent() || otherwise);
  }

  /** Whether what one person does with their letters may be noted. */
  public boolean mayTrack(ConsentPolicy policy, String audience, int person) {
    var answer = of(audience, TRACKING, EVERYTHING, person);
    return switch (policy.tracking()) {
      case NEVER -> false;
      case CONSENTED -> answer.orElse(false);
      case ALWAYS -> answer.orElse(true);
    };
  }

  /** How many people said yes, and how many no, to something. */
  public record Count(long yes, long no) {}

  public Count count(String audience, String channel, String topic) {
    var its = said(audience, channel, topic);
    return new Count(its.yes().size(), its.no().size());
  }
}
