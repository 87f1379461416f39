package caravan.message;

import caravan.segment.Span;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private final @Nullable Variant variant;
  private final Map<String, Message> variants;

  Message(
      String name,
      MessageHead head,
      MessageFormat format,
      @Nullable TextTemplate subject,
      MessageBody body,
      @Nullable Variant variant) {
    this(name, head, format, subject, body, variant, Map.of());
  }

  private Message(
      String name,
      MessageHead head,
      MessageFormat format,
      @Nullable TextTemplate subject,
      MessageBody body,
      @Nullable Variant variant,
      Map<String, Message> variants) {
    this.name = name;
    this.head = head;
    this.format = format;
    this.subject = subject;
    this.body = body;
    this.variant = variant;
    this.variants = Collections.unmodifiableMap(new LinkedHashMap<>(variants));
  }

  /** The same with its variants in other languages, by language. */
  public Message with(Map<String, Message> others) {
    return new Message(name, head, format, subject, body, variant, others);
  }

  /** What it is a variant of; null where it stands for itself. */
  public @Nullable Variant variant() {
    return variant;
  }

  /** What it says in other languages. */
  public Map<String, Message> variants() {
    return variants;
  }

  /**
   * The variant for somebody: the longest beginning of their language that there is one for, as in
   * RFC 4647, 3.4; else this one.
   *
   * @param language as their row has it: {@code de}, {@code de_AT}; null where it is not known
   */
  public Message in(@Nullable String language) {
    if (language == null || variants.isEmpty()) {
      return this;
    }
    var tag = Locale.forLanguageTag(language.strip().replace('_', '-')).toLanguageTag();
    for (var end = tag.length(); end > 0; end = tag.lastIndexOf('-', end - 1)) {
      var found = variants.get(tag.substring(0, end));
      if (found != null) {
        return found;
      }
    }
    return this;
  }

  /** What {@link #uses} says, of all languages together. */
  public List<List<String>> usesInAll() {
    var all = new LinkedHashSet<>(uses());
    variants.values().forEach(other -> all.addAll(other.uses()));
    return new ArrayList<>(all);
  }

  MessageHead head() {
    return head;
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
