package caravan.channel;

import caravan.cohort.Cohort;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Tile;
import caravan.journey.tile.Webhook;
import caravan.message.BadAddress;
import caravan.message.Message;
import caravan.message.RenderFailed;
import caravan.message.Rendered;
import caravan.problem.InvalidInput;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.warehouse.Database;
import caravan.workspace.HttpChannel;
import caravan.workspace.Workspace;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes what people get: renders a step's message, or the call of its webhook, for each. */
final class LetterWriter {

  private static final String NO_SENDER = "caravan@localhost.invalid";

  private final Workspace workspace;
  private final PersonRows rows;
  private final Marking marking;
  private final @Nullable String language;
  private final Map<Webhook, JsonTemplate> bodies = new HashMap<>();

  /** One of letters that nobody answers. */
  LetterWriter(Database db, Workspace workspace) {
    this(db, workspace, Marking.NONE, null);
  }

  LetterWriter(Database db, Workspace workspace, Marking marking) {
    this(db, workspace, marking, null);
  }

  /**
   * One of letters in a language, whatever their readers speak.
   *
   * @param language null for their own
   */
  LetterWriter(Database db, Workspace workspace, Marking marking, @Nullable String language) {
    this.language = language;
    this.marking = marking;
    this.workspace = workspace;
    this.rows = new PersonRows(db, workspace.schema());
  }

  /** What the people of a cohort get by a step, by ordinal. */
  List<Letter> write(String audience, Tile tile, Cohort who) {
    var table = workspace.schema().table(audience);
    return switch (tile) {
      case SendMessage send ->
          messages(
              table,
              Objects.requireNonNull(workspace.messages().get(send.message())),
              send.channel(),
              who);
      case Webhook webhook -> calls(table, webhook, who);
      default -> throw new IllegalArgumentException("nothing to deliver: " + tile);
    };
  }

  /** What they get of a message, which need not be one of the workspace's. */
  List<Letter> messages(Table audience, Message message, String channel, Cohort who) {
    var zone = workspace.settings().zone();
    Function<PersonRows.Person, Letter> write =
        person -> letter(person, audience, message, channel, zone);
    var gateway = workspace.settings().calls().get(channel);
    if (gateway == null) {
      return rows.of(audience, message.usesInAll(), who).parallelStream().map(write).toList();
    }
    try {
      var template = gatewayBody(audience, gateway);
      var uses = new LinkedHashSet<>(message.usesInAll());
      uses.addAll(template == null ? List.of() : template.uses());
      var body = new GatewayBody(template, zone);
      return rows.of(audience, List.copyOf(uses), who).stream()
          .map(person -> write.apply(person).with(body))
          .toList();
    } catch (InvalidInput e) {
      var why = "the body of the channel '%s': %s".formatted(channel, e.getMessage());
      return rows.of(audience, List.of(), who).stream()
          .map(person -> new Letter(person, channel, message.name(), null, null, why, null))
          .toList();
    }
  }

  /** One person's letter, in their language. */
  private Letter letter(
      PersonRows.Person row, Table audience, Message message, String channel, ZoneId zone) {
    var person = language == null ? row : row.speaking(language);
    var said = message.in(person.role(Role.LANGUAGE));
    return letter(
        person,
        channel,
        message.name(),
        channel.equals("email") ? sender(said) : null,
        one ->
            said.render(
                one.values(), one.locale(), one.zone(zone), marking.links(audience, message, one)));
  }

  /** The body that a gateway's settings say; null where they say nothing. */
  private @Nullable JsonTemplate gatewayBody(Table audience, HttpChannel gateway) {
    return gateway.body().isEmpty()
        ? null
        : new JsonTemplate(
            gateway.body(), PersonRows.fields(audience, workspace.schema()).withLetter());
  }

  private String sender(Message message) {
    return message.from() != null ? message.from() : workspace.settings().from().orElse(NO_SENDER);
  }

  private List<Letter> calls(Table audience, Webhook webhook, Cohort who) {
    var body =
        bodies.computeIfAbsent(
            webhook,
            hook -> new JsonTemplate(hook.body(), PersonRows.fields(audience, workspace.schema())));
    return rows.of(audience, body.uses(), who).stream()
        .map(
            person ->
                letter(
                    person,
                    "webhook",
                    webhook.url(),
                    null,
                    one -> new Rendered(null, null, call(webhook, body, one))))
        .toList();
  }

  private String call(Webhook webhook, JsonTemplate body, PersonRows.Person person) {
    var call = new LinkedHashMap<String, @Nullable Object>();
    call.put("url", webhook.url());
    call.put(
        "body",
        body.render(person.values(), person.locale(), person.zone(workspace.settings().zone())));
    return JsonTemplate.text(call);
  }

  private static Letter letter(
      PersonRows.Person person,
      String channel,
      String name,
      @Nullable String from,
      Function<PersonRows.Person, Rendered> render) {
    try {
      return new Letter(person, channel, name, from, render.apply(person), null, null);
    } catch (BadAddress | RenderFailed e) {
      return new Letter(
          person, channel, name, from, null, Objects.requireNonNullElse(e.getMessage(), ""), null);
    }
  }
}
