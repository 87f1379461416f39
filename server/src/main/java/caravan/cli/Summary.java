package caravan.cli;

import caravan.journey.Frequency;
import caravan.journey.Funnel;
import caravan.journey.Plan;
import caravan.runtime.Engine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What happened, for people: a funnel a journey, in numbers that can be added up. */
final class Summary {

  private static final int RUNS_SHOWN = 24;

  private final Engine engine;
  private final List<String> journeys;
  private final Instant from;
  private final Instant until;
  private final ZoneId zone;

  Summary(Engine engine, List<String> journeys, Instant from, Instant until, ZoneId zone) {
    this.engine = engine;
    this.journeys = journeys;
    this.from = from;
    this.until = until;
    this.zone = zone;
  }

  void print(PrintWriter out) {
    out.printf(
        "Ran from %s to %s (%s).%n", Times.show(from, zone), Times.show(until, zone), zone.getId());
    for (var journey : journeys) {
      out.println();
      print(engine.plan(journey), out);
    }
    var unknown = engine.unknownZones();
    if (!unknown.isEmpty()) {
      out.println();
    }
    unknown.forEach(
        (zoneName, people) ->
            out.printf(
                "No such time zone: %s (%,d people at once; the journey's zone was used).%n",
                zoneName, people));
  }

  private void print(Plan plan, PrintWriter out) {
    var journey = plan.journey();
    var funnel = Funnel.of(plan, engine.states().get(journey.name()));
    out.printf("%s — %s%n", journey.name(), frequency(journey.frequency()));
    var runs = funnel.runs();
    if (runs.isEmpty()) {
      out.println("  did not start");
    }
    runs.stream().skip(Math.max(0, runs.size() - RUNS_SHOWN)).forEach(run -> print(run, plan, out));
    if (runs.size() > RUNS_SHOWN) {
      out.printf("  (the last %d of %d runs)%n", RUNS_SHOWN, runs.size());
    }
    for (var skipped : funnel.skipped()) {
      out.printf("  %s  skipped%n", Times.show(skipped, journey.zone()));
    }
    if (!runs.isEmpty()) {
      steps(plan, funnel, out);
    }
    if (journey.goal() != null) {
      out.printf("  goal '%s': %,d reached it%n", journey.goal().segment(), funnel.converted());
    }
  }

  private static String frequency(Frequency frequency) {
    return switch (frequency) {
      case Frequency.OneTime() -> "one time";
      case Frequency.Ongoing(var rejoin) -> rejoin ? "ongoing, may be joined again" : "ongoing";
      case Frequency.Repeating(var every) -> "repeating every " + every;
    };
  }

  private static void print(Funnel.Run run, Plan plan, PrintWriter out) {
    var sum = new StringBuilder();
    sum.append("entered %,d = waiting %,d".formatted(run.entered(), run.waiting()));
    sum.append(" + completed %,d".formatted(run.left().getOrDefault("completed", 0L)));
    run.left()
        .forEach(
            (reason, count) -> {
              if (!reason.equals("completed")) {
                sum.append(" + %s %,d".formatted(reason, count));
              }
            });
    out.printf(
        "  %s  eligible %,d, excluded %,d; %s%s%n",
        Times.show(run.occurrence(), plan.journey().zone()),
        run.eligible(),
        run.excluded(),
        sum,
        run.queued() == 0 ? "" : "; %,d wait for their turn".formatted(run.queued()));
  }

  private static void steps(Plan plan, Funnel funnel, PrintWriter out) {
    var width = plan.nodes().stream().mapToInt(node -> node.step().id().length()).max().orElse(1);
    var most =
        plan.nodes().stream().mapToLong(node -> funnel.inflow(node.step().id())).max().orElse(1);
    for (var node : plan.nodes()) {
      var step = node.step();
      var inflow = funnel.inflow(step.id());
      var subject = step.tile().subject();
      var what = step.tile().kind() + (subject == null ? "" : " " + clip(subject));
      out.printf(
          "    %-" + width + "s  %-46s %9s  %-10s %s%n",
          step.id(),
          what,
          "%,d".formatted(inflow),
          bar(inflow, most),
          String.join(", ", funnel.notes(step.id())));
    }
  }

  private static String clip(String text) {
    return text.length() <= 34 ? text : text.substring(0, 33) + "…";
  }

  private static String bar(long count, long most) {
    return most == 0 ? "" : "█".repeat((int) Math.ceil(10.0 * count / most));
  }
}
