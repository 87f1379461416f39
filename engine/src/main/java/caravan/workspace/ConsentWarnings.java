package caravan.workspace;

import caravan.message.Channel;
import caravan.message.ConsentPolicy;
import caravan.message.Message;
import caravan.message.MessageKind;
import caravan.problem.Problem;
import caravan.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** What is missing around commercial messages, as most countries' laws see it. */
final class ConsentWarnings {

  private ConsentWarnings() {}

  static List<Problem> of(
      ConsentPolicy policy, Mapping root, List<MessageUse> uses, Map<String, Message> messages) {
    var warnings = new ArrayList<Problem>();
    var topics = new LinkedHashSet<String>();
    var mailsAdvertising = false;
    for (var use : uses) {
      var message = messages.get(use.message());
      if (message == null || message.kind() != MessageKind.COMMERCIAL) {
        continue;
      }
      mailsAdvertising |= message.channel() == Channel.EMAIL;
      var topic = message.topic();
      if (topic != null
          && !policy.topics().isEmpty()
          && !policy.topics().containsKey(topic)
          && topics.add(topic)) {
        warnings.add(
            new Problem(
                "unknown-topic",
                use.place(),
                "message '%s' is about '%s', which is none of the topics of consent%s"
                    .formatted(
                        use.message(),
                        topic,
                        Problems.suggestion(topic, policy.topics().keySet()))));
      }
    }
    if (mailsAdvertising && policy.postalAddress() == null) {
      warnings.add(
          new Problem(
              "no-postal-address",
              root.key("consent").place(),
              "commercial e-mail needs the postal address of its sender: say it in 'consent:"
                  + " {postal-address: …}'"));
    }
    return warnings;
  }
}
