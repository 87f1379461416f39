package caravan.message;

import caravan.segment.Span;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checked message: what it is, and the templates of its subject and body. Immutable and
 * thread-safe.
 */
public final class Message {

  private final String name;
  private final MessageHead head;
  private final MessageFormat format;
  private final @Nullable TextTemplate subject;
  private final MessageBody body;

  Message(
      String name,
      MessageHead head,
      MessageFormat format,
      @Nullable TextTemplate subject,
      MessageBody body) {
    this.name = name;
    this.head = head;
    this.format = format;
    this.subject = subject;
    this.body = body;
  }

  /** The file's name without its ending; journeys say it. */
  public String name() {
    return name;
  }

  public Channel channel() {
    return head.channel();
  }

  public MessageKind kind() {
    return head.kind();
  }

  /** What it is about, for consent by topic; null if it says nothing. */
  public @Nullable String topic() {
    return head.topic();
  }

  /** The sender, {@code "Name <address>"}; null where the channel's own is meant. */
  public @Nullable String from() {
    return head.from();
  }

  /** How long after it was decided it may still be handed over; null for as long as it takes. */
  public @Nullable Span expires() {
    return head.expires();
  }

  /** Whether an address gets it once in a run, however many people have it. */
  public boolean isOncePerAddress() {
    return head.oncePerAddress();
  }

  public MessageFormat format() {
    return format;
  }

  /**
   * The columns that the templates read, without the audience's name: {@code [first_name]}, {@code
   * [account, name]}.
   */
  public List<List<String>> uses() {
    var uses = new LinkedHashSet<>(body.uses());
    if (subject != null) {
      uses.addAll(subject.uses());
    }
    return new ArrayList<>(uses);
  }

  /** The message as one person would get it, with links that lead nowhere. */
  public Rendered render(Map<String, ?> values, Locale locale, ZoneId zone) {
    return render(values, locale, zone, ReaderLinks.DEAD);
  }

  /**
   * The message for one person.
   *
   * @param values the person's row under the audience's name, related rows inside it; a missing
   *     value renders empty
   * @param links by which they answer it
   * @throws RenderFailed if that cannot be done
   */
  public Rendered render(Map<String, ?> values, Locale locale, ZoneId zone, ReaderLinks links) {
    var all = new HashMap<String, Object>(values);
    all.putIfAbsent(ReaderLinks.NAME, links.values());
    var rendered = body.render(all, new Setting(locale, zone), links);
    var line = subject == null ? null : Values.oneLine(subject.render(values, locale, zone));
    return new Rendered(line, rendered.html(), rendered.text(), links.headers());
  }
}
