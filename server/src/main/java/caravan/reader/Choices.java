package caravan.reader;

import caravan.message.ConsentPolicy;
import caravan.message.Consents;
import caravan.message.MessageKind;
import caravan.runtime.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one person can choose to get, and what they chose: channels, and topics within.
 *
 * @param byRows whether, for all that they never spoke of, their row or the workspace's model says
 *     yes
 */
public record Choices(
    Consents consents, ConsentPolicy policy, String audience, int person, boolean byRows) {

  /**
   * A channel.
   *
   * @param on whether they get anything by it
   */
  public record OfChannel(String channel, boolean on, List<OfTopic> topics) {}

  /**
   * A topic.
   *
   * @param on whether they get it, where they get anything by its channel
   */
  public record OfTopic(String topic, String title, boolean on) {}

  /**
   * A person's.
   *
   * @param column what their row says of consent; nothing where it says nothing
   */
  public static Choices of(
      Standing standing, String audience, int person, boolean hasColumn, Optional<Boolean> column) {
    var policy = standing.definitions().consent();
    return new Choices(
        standing.consents(),
        policy,
        audience,
        person,
        hasColumn ? column.orElse(false) : policy.model() == ConsentPolicy.Model.OPT_OUT);
  }

  /** Whether they get what is about a topic; {@link Consents#EVERYTHING} for none. */
  public boolean allows(String channel, String topic) {
    return consents.allows(audience, channel, topic, person, byRows);
  }

  public boolean tracked() {
    return consents.mayTrack(policy, audience, person);
  }

  public boolean asksForTracking() {
    return policy.tracking() != ConsentPolicy.Tracking.NEVER;
  }

  /**
   * All that can be chosen.
   *
   * @param always a channel that is shown in any case
   */
  public List<OfChannel> channels(Standing standing, String always) {
    var topics = new LinkedHashMap<String, Set<String>>();
    topics.put(always, new LinkedHashSet<>(policy.topics().keySet()));
    for (var message : standing.definitions().messages().values()) {
      if (message.kind() == MessageKind.COMMERCIAL) {
        var its =
            topics.computeIfAbsent(
                message.channel().label(), _ -> new LinkedHashSet<>(policy.topics().keySet()));
        if (message.topic() != null) {
          its.add(message.topic());
        }
      }
    }
    var channels = new ArrayList<OfChannel>();
    topics.forEach((channel, its) -> channels.add(channel(channel, its)));
    return channels;
  }

  private OfChannel channel(String channel, Set<String> names) {
    var all = said(channel, Consents.EVERYTHING);
    var topics =
        names.stream()
            .map(
                topic ->
                    new OfTopic(
                        topic,
                        policy.title(topic),
                        said(channel, topic).orElse(all.orElse(false) || byRows)))
            .toList();
    var anything = byRows || names.stream().anyMatch(topic -> said(channel, topic).orElse(false));
    return new OfChannel(channel, all.orElse(anything), topics);
  }

  private Optional<Boolean> said(String channel, String topic) {
    return consents.of(audience, channel, topic, person);
  }

  /**
   * What they say by choosing anew, beside what they said before.
   *
   * @param offered what they were shown
   * @param wanted of that, what they want
   */
  public Map<Consents.Key, Boolean> changed(
      List<OfChannel> channels, Set<Choice> offered, Set<Choice> wanted) {
    var changed = new LinkedHashMap<Consents.Key, Boolean>();
    for (var channel : channels) {
      var all = new Choice(channel.channel(), Consents.EVERYTHING);
      if (!offered.contains(all)) {
        continue;
      }
      var on = wanted.contains(all);
      if (on != channel.on()) {
        changed.put(key(all), on);
      }
      for (var topic : channel.topics()) {
        var one = new Choice(channel.channel(), topic.topic());
        // Who wants something again says of each topic whether they do: all are in all.
        if (on && offered.contains(one) && (!channel.on() || wanted.contains(one) != topic.on())) {
          changed.put(key(one), wanted.contains(one));
        }
      }
    }
    var tracking = new Choice(Consents.TRACKING, Consents.EVERYTHING);
    if (offered.contains(tracking) && wanted.contains(tracking) != tracked()) {
      changed.put(key(tracking), wanted.contains(tracking));
    }
    return changed;
  }

  private Consents.Key key(Choice choice) {
    return new Consents.Key(audience, choice.channel(), choice.topic());
  }

  /** Something that can be chosen. */
  public record Choice(String channel, String topic) {

    /** As a form says it. */
    public String text() {
      return channel + ":" + topic;
    }

    public static Choice parse(String text) {
      var colon = text.indexOf(':');
      return new Choice(text.substring(0, Math.max(colon, 0)), text.substring(colon + 1));
    }
  }
}
