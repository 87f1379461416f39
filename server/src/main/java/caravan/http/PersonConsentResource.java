package caravan.http;

import caravan.message.Channel;
import caravan.message.ConsentStore;
import caravan.message.Consents;
import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.reader.Choices;
import caravan.runtime.LiveWorkspace;
import caravan.runtime.Readers;
import caravan.security.Audit;
import caravan.security.Caller;
import caravan.security.Needs;
import caravan.security.Scope;
import caravan.warehouse.ColumnType;
import caravan.warehouse.Values;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What one person agreed to and refused. */
@RestController
@RequestMapping("/api/v1/people/{audience}/{key}/consent")
class PersonConsentResource {

  private static final int LONGEST_TOPIC = 200;

  private final Readers readers;
  private final LiveWorkspace workspace;
  private final Audit audit;

  PersonConsentResource(Readers readers, LiveWorkspace workspace, Audit audit) {
    this.readers = readers;
    this.workspace = workspace;
    this.audit = audit;
  }

  /**
   * What holds about a channel or a topic.
   *
   * @param topic null for all of the channel
   * @param allowed whether they get it
   * @param recorded what they said themselves; null where they never did, and their row or the
   *     model decides
   */
  @Schema(name = "ConsentLine")
  record Line(
      String channel,
      @Nullable String topic,
      String title,
      boolean allowed,
      @Nullable Boolean recorded,
      @Nullable Instant at,
      @Nullable String source) {}

  /**
   * Something that they said.
   *
   * @param topic null for all of the channel
   */
  @Schema(name = "ConsentEntry")
  record Entry(
      String channel, @Nullable String topic, boolean allowed, Instant at, String source) {}

  /**
   * What holds for a person.
   *
   * @param column what their row says: {@code given}, {@code missing}, or {@code not-asked} where
   *     no column says it
   * @param tracked whether it is noted what they do with their letters
   * @param history the newest first
   */
  @Schema(name = "PersonConsent")
  record Answer(
      String model, String column, boolean tracked, List<Line> lines, List<Entry> history) {}

  /**
   * What somebody says for them.
   *
   * @param channel {@code email}, {@code sms}, {@code push}, or {@code tracking}
   * @param topic null for all of the channel
   */
  @Schema(name = "ConsentChange")
  record Wanted(String channel, @Nullable String topic, boolean allowed) {}

  @Operation(summary = "What a person agreed to and refused, with when and how")
  @Needs(Scope.READ)
  @GetMapping
  Answer get(@PathVariable String audience, @PathVariable String key) {
    return readers.ask(
        reading -> {
          var table = Questions.audienceOfPath(reading.tables().schema(), audience);
          return answer(reading, table, Questions.personOfPath(reading, table, key));
        });
  }

  private static Answer answer(Readers.Reading reading, Table table, int person) {
    var standing = reading.standing();
    var row = new PeopleTable(reading.db(), table).find(person);
    var column = table.role(Role.CONSENT);
    var says =
        column.flatMap(it -> row.map(found -> Boolean.TRUE.equals(found.values().get(it.name()))));
    var choices = Choices.of(standing, table.name(), person, column.isPresent(), says);
    var history = ConsentStore.history(reading.db(), table.name(), person);
    var lines =
        choices.channels(standing, Channel.EMAIL.label()).stream()
            .flatMap(channel -> lines(choices, channel, history))
            .toList();
    return new Answer(
        choices.policy().model().label(),
        column.isEmpty() ? "not-asked" : says.orElse(false) ? "given" : "missing",
        choices.tracked(),
        lines,
        history.stream()
            .map(
                it -> new Entry(it.channel(), name(it.topic()), it.allowed(), it.at(), it.source()))
            .toList());
  }

  private static @Nullable String name(String topic) {
    return topic.equals(Consents.EVERYTHING) ? null : topic;
  }

  private static Stream<Line> lines(
      Choices choices, Choices.OfChannel channel, List<ConsentStore.Entry> history) {
    var all = line(choices, channel.channel(), Consents.EVERYTHING, "", history);
    return Stream.concat(
        Stream.of(all),
        channel.topics().stream()
            .map(it -> line(choices, channel.channel(), it.topic(), it.title(), history)));
  }

  private static Line line(
      Choices choices,
      String channel,
      String topic,
      String title,
      List<ConsentStore.Entry> history) {
    var said = ConsentStore.last(history, channel, topic);
    return new Line(
        channel,
        name(topic),
        title,
        choices.allows(channel, topic),
        said.map(ConsentStore.Entry::allowed).orElse(null),
        said.map(ConsentStore.Entry::at).orElse(null),
        said.map(ConsentStore.Entry::source).orElse(null));
  }

  @Operation(
      summary = "Notes what a person said",
      description =
          "A refusal counts at once, also for what was decided to be sent and has not left yet.")
  @Needs(Scope.DATA)
  @PostMapping
  Answer say(
      @AuthenticationPrincipal Caller caller,
      @PathVariable String audience,
      @PathVariable String key,
      @RequestBody Wanted wanted) {
    require(wanted);
    var found =
        readers.ask(
            reading -> {
              var table = Questions.audienceOfPath(reading.tables().schema(), audience);
              return Questions.personOfPath(reading, table, key);
            });
    var topic = Optional.ofNullable(wanted.topic()).orElse(Consents.EVERYTHING);
    var about = new Consents.Key(audience, wanted.channel(), topic);
    workspace
        .live()
        .submit(
            1,
            (engine, now) -> {
              var store = engine.consents();
              var before = store.current().of(audience, about.channel(), topic, found);
              store.record(about, found, wanted.allowed(), now, "by " + caller.user().name());
              audit.note(
                  engine.database(),
                  caller,
                  new Audit.Note(
                      "consent-changed",
                      "%s '%s'".formatted(audience, key),
                      before.map(it -> Map.of("allowed", it)).orElse(null),
                      Map.of(
                          "channel", wanted.channel(),
                          "topic", topic,
                          "allowed", wanted.allowed())));
              return true;
            })
        .join();
    return get(audience, key);
  }

  private static void require(Wanted wanted) {
    var channels =
        Stream.concat(Stream.of(Channel.values()).map(Channel::label), Stream.of(Consents.TRACKING))
            .toList();
    if (!channels.contains(wanted.channel())) {
      throw new InvalidInput(
          "channel", Place.of("channel"), "'channel' is one of " + String.join(", ", channels));
    }
    var topic = wanted.topic();
    if (topic != null
        && (topic.isBlank()
            || topic.length() > LONGEST_TOPIC
            || wanted.channel().equals(Consents.TRACKING)
            || Values.parse(ColumnType.TEXT, topic).isEmpty())) {
      throw new InvalidInput(
          "topic", Place.of("topic"), "'topic' is a topic of messages by that channel");
    }
  }
}
