package caravan.message;

import caravan.segment.Span;
import org.jspecify.annotations.Nullable;

/** What the front matter of a message says, but for its subject. */
record MessageHead(
    Channel channel,
    MessageKind kind,
    @Nullable String topic,
    @Nullable String from,
    @Nullable Span expires,
    boolean oncePerAddress) {

  /** The same from another sender; null for this one. */
  MessageHead withFrom(@Nullable String other) {
    return other == null
        ? this
        : new MessageHead(channel, kind, topic, other, expires, oncePerAddress);
  }
}
