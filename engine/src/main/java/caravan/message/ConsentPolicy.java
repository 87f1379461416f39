package caravan.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds its commercial messages to.
 *
 * @param model whether people are asked before the first message
 * @param tracking whose openings and clicks are noted
 * @param postalAddress of the sender, which stands below commercial e-mail; null where none is said
 * @param topics what messages can be about, by the word that messages say, with the title that
 *     readers see
 * @param caps how many of them anybody gets
 * @param over what becomes of those beyond
 * @param quiet when they are held back
 */
public record ConsentPolicy(
    Model model,
    Tracking tracking,
    @Nullable String postalAddress,
    Map<String, String> topics,
    List<Cap> caps,
    Over over,
    QuietTimes quiet) {

  /** Where nothing is said. */
  public static final ConsentPolicy DEFAULT =
      new ConsentPolicy(
          Model.OPT_OUT,
          Tracking.CONSENTED,
          null,
          Map.of(),
          List.of(),
          Over.SKIP,
          QuietTimes.NEVER);

  public ConsentPolicy {
    topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    caps = List.copyOf(caps);
  }

  /** Whether silence is a yes. */
  public enum Model {
    OPT_IN("opt-in"),
    OPT_OUT("opt-out");

    private final String label;

    Model(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public static Optional<Model> of(String label) {
      return Stream.of(values()).filter(model -> model.label.equals(label)).findFirst();
    }
  }

  /** Whose openings and clicks are noted. */
  public enum Tracking {
    ALWAYS("always"),
    /** Theirs who said yes to it. */
    CONSENTED("consented"),
    NEVER("never");

    private final String label;

    Tracking(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public static Optional<Tracking> of(String label) {
      return Stream.of(values()).filter(tracking -> tracking.label.equals(label)).findFirst();
    }
  }

  /** What becomes of a message for somebody who has had as many as they may get. */
  public enum Over {
    /** They go without it. */
    SKIP("skip"),
    /** It waits until they have had less, or it is of no use any more. */
    DEFER("defer");

    private final String label;

    Over(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    public static Optional<Over> of(String label) {
      return Stream.of(values()).filter(over -> over.label.equals(label)).findFirst();
    }
  }

  /** What readers see of a topic. */
  public String title(String topic) {
    return topics.getOrDefault(topic, topic);
  }
}
