package caravan.bench;

import caravan.journey.Frequency;
import caravan.journey.Journey;
import caravan.journey.tile.Branch;
import caravan.journey.tile.SendMessage;
import caravan.journey.tile.Step;
import caravan.journey.tile.Tile;
import caravan.journey.tile.Wait;
import caravan.runtime.Definitions;
import caravan.segment.Segment;
import caravan.segment.Span;
import caravan.segment.TimeUnit;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The journey of workload J, as a marketer would declare it. */
final class Mailing {

  static final String NAME = "J";

  private static final Language LANGUAGE =
      new Language(
          Customers.SCHEMA, Customers.TABLE, List.of("Everybody", "Excluded", "VIP", "Suppressed"));

  private static final Tile WAIT = new Wait(new Wait.Elapsed(new Span(1, TimeUnit.DAYS)), false);

  private Mailing() {}

  /**
   * Declares it.
   *
   * @param channel that its messages are sent by: of {@code email} people need an address, of
   *     {@code push} none that a column would have
   */
  static Definitions definitions(String channel) {
    var segments = new LinkedHashMap<String, Segment>();
    for (var segment :
        List.of(
            LANGUAGE.segment("Everybody", "id is not missing"),
            LANGUAGE.segment("Excluded", "excluded"),
            LANGUAGE.segment("VIP", "vip"),
            LANGUAGE.segment("Suppressed", "suppressed_on <= today"))) {
      segments.put(segment.name(), segment);
    }
    return new Definitions(segments, Map.of(NAME, journey(channel)), Map.of());
  }

  private static Journey journey(String channel) {
    return new Journey(
        NAME,
        Customers.TABLE.name(),
        List.of("Everybody"),
        List.of("Excluded"),
        new Frequency.OneTime(),
        null,
        null,
        ZoneOffset.UTC,
        null,
        List.of("Suppressed"),
        List.of(),
        null,
        List.of(
            branch(
                "by-country", path("country = 'DE'", "wait-a", WAIT), path(null, "wait-b", WAIT)),
            branch(
                "by-vip",
                path("in segment 'VIP'", "send-vip", new SendMessage(channel, "vip")),
                path(null, "send-other", new SendMessage(channel, "other")))));
  }

  private static Step branch(String id, Branch.Path first, Branch.Path second) {
    return new Step(id, new Branch(List.of(first, second)));
  }

  private static Branch.Path path(@Nullable String condition, String id, Tile tile) {
    return new Branch.Path(
        condition == null ? null : LANGUAGE.read(condition), List.of(new Step(id, tile)));
  }
}
