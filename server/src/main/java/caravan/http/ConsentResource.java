package caravan.http;

import caravan.message.ConsentPolicy;
import caravan.message.Consents;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.message.Suppressions;
import caravan.runtime.LiveWorkspace;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What commercial messages are held to, and what people said about them. */
@RestController
@RequestMapping("/api/v1/consent")
class ConsentResource {

  private final LiveWorkspace workspace;

  ConsentResource(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  /**
   * A topic.
   *
   * @param declared whether {@code caravan.yaml} names it; readers see its title then
   * @param messages those that are about it
   */
  @Schema(name = "Topic")
  record Topic(String topic, String title, boolean declared, List<String> messages) {}

  /**
   * How many people said something about a channel, or a topic there.
   *
   * @param channel {@code email}, {@code sms}, {@code push}, or {@code tracking}
   * @param topic null for all of the channel
   */
  @Schema(name = "ConsentCount")
  record Count(String audience, String channel, @Nullable String topic, long yes, long no) {}

  /**
   * How many advertising messages anybody gets.
   *
   * @param channel left out for all together
   * @param most {@code 3 per 7 days}
   */
  @Schema(name = "Cap")
  record Most(@Nullable String channel, String most) {}

  /**
   * What holds.
   *
   * @param model {@code opt-in} or {@code opt-out}
   * @param tracking {@code always}, {@code consented} or {@code never}
   * @param over what becomes of messages beyond the caps: {@code skip} or {@code defer}
   * @param softBounces so many bounces that may pass, within {@code softBounceDays}, and an address
   *     is given up
   */
  @Schema(name = "Consent")
  record Answer(
      String model,
      String tracking,
      @Nullable String postalAddress,
      List<Most> caps,
      String over,
      List<Topic> topics,
      List<Count> counts,
      long suppressed,
      int softBounces,
      long softBounceDays) {}

  @Operation(summary = "Model, tracking, caps and topics in force, and how many people said what")
  @Needs(Scope.READ)
  @GetMapping
  Answer get() {
    var kept = workspace.kept().workspace();
    var standing = workspace.live().standing();
    var policy = kept.settings().consent();
    var messages =
        kept.messages().values().stream()
            .filter(message -> message.kind() == MessageKind.COMMERCIAL)
            .toList();
    var topics = topics(policy, messages);
    return new Answer(
        policy.model().label(),
        policy.tracking().label(),
        policy.postalAddress(),
        policy.caps().stream().map(cap -> new Most(cap.channel(), cap.toString())).toList(),
        policy.over().label(),
        topics,
        counts(kept.schema().audiences().stream().map(it -> it.name()).toList(), messages, topics),
        standing.suppressed().size(),
        Suppressions.SOFT_BOUNCES,
        Suppressions.SOFT_WITHIN.toDays());
  }

  private static List<Topic> topics(ConsentPolicy policy, List<Message> messages) {
    var names = new LinkedHashSet<>(policy.topics().keySet());
    messages.stream().map(Message::topic).filter(Objects::nonNull).forEach(names::add);
    return names.stream()
        .map(
            topic ->
                new Topic(
                    topic,
                    policy.title(topic),
                    policy.topics().containsKey(topic),
                    messages.stream()
                        .filter(message -> topic.equals(message.topic()))
                        .map(Message::name)
                        .toList()))
        .toList();
  }

  private List<Count> counts(List<String> audiences, List<Message> messages, List<Topic> topics) {
    var consents = workspace.live().standing().consents();
    var channels = new LinkedHashSet<String>();
    messages.forEach(message -> channels.add(message.channel().label()));
    channels.add(Consents.TRACKING);
    var counts = new ArrayList<Count>();
    for (var audience : audiences) {
      for (var channel : channels) {
        counts.add(count(consents, audience, channel, null));
        for (var topic : channel.equals(Consents.TRACKING) ? List.<Topic>of() : topics) {
          counts.add(count(consents, audience, channel, topic.topic()));
        }
      }
    }
    return counts.stream().filter(it -> it.topic() == null || it.yes() + it.no() > 0).toList();
  }

  private static Count count(
      Consents consents, String audience, String channel, @Nullable String topic) {
    var count =
        consents.count(audience, channel, Objects.requireNonNullElse(topic, Consents.EVERYTHING));
    return new Count(audience, channel, topic, count.yes(), count.no());
  }
}
