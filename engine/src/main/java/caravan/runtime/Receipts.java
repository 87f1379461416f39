package caravan.runtime;

import caravan.cohort.Cohort;
import caravan.message.Suppressions.Bounced;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.runtime.ReceiptLog.Receipt;
import caravan.segment.Interaction;
import caravan.segment.Operand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes in what the other side said to messages: as interactions of all who are meant together, and
 * addresses that take nothing are given up. A work of the engine's.
 */
public final class Receipts {

  private static final int MOST_AT_ONCE = 1_000;

  private Receipts() {}

  /** What interactions of people have in common. */
  private record Group(
      String audience,
      long run,
      String journey,
      String channel,
      String message,
      Interaction kind,
      Instant at) {}

  /**
   * Takes some in.
   *
   * @return whether there may be more
   */
  public static boolean takeIn(Engine engine, Instant now) {
    var receipts = ReceiptLog.take(engine.database(), MOST_AT_ONCE);
    var groups = new LinkedHashMap<Group, List<Cohort>>();
    for (var receipt : receipts) {
      groups.computeIfAbsent(group(receipt, now), _ -> new ArrayList<>()).add(receipt.who());
    }
    groups.forEach((group, some) -> note(engine, group, Cohort.union(some)));
    giveUp(engine, receipts, now);
    return receipts.size() == MOST_AT_ONCE;
  }

  private static Group group(Receipt receipt, Instant now) {
    return new Group(
        receipt.audience(),
        receipt.run(),
        receipt.journey(),
        receipt.channel(),
        receipt.message(),
        receipt.kind(),
        receipt.at().isAfter(now) ? now : receipt.at());
  }

  private static void note(Engine engine, Group group, Cohort who) {
    var isAudience =
        engine.tables().schema().find(group.audience()).filter(Table::audience).isPresent();
    var there =
        isAudience
            ? engine.tables().people(group.audience()).existing().intersect(who)
            : Cohort.EMPTY;
    if (!there.isEmpty()) {
      engine
          .intake()
          .answered(
              group.kind(),
              group.audience(),
              there,
              group.run(),
              Map.of(
                  "message", group.message(),
                  "journey", group.journey(),
                  "channel", group.channel()),
              group.at());
    }
  }

  private static void giveUp(Engine engine, List<Receipt> receipts, Instant now) {
    var bounces = new ArrayList<Bounced>();
    for (var receipt : receipts) {
      if (receipt.bounce() != null && receipt.bounce() != Outcome.Bounce.OTHER) {
        var hard = receipt.bounce() == Outcome.Bounce.HARD;
        var detail = Objects.requireNonNullElse(receipt.detail(), "");
        addresses(engine, receipt)
            .forEach(address -> bounces.add(new Bounced(address, hard, detail)));
      }
    }
    engine.suppressions().bounced(bounces, now);
  }

  /** Where it went; after a crash, where it would go now. */
  private static List<String> addresses(Engine engine, Receipt receipt) {
    if (receipt.address() != null) {
      return List.of(receipt.address());
    }
    var audience = engine.tables().schema().find(receipt.audience());
    return audience
        .flatMap(table -> table.role(Role.EMAIL))
        .map(
            column ->
                engine
                    .values(audience.get(), new Operand.Own(column), receipt.who())
                    .keySet()
                    .stream()
                    .map(Object::toString)
                    .toList())
        .orElse(List.of());
  }
}
