package caravan.cli;

import caravan.audience.Evaluator;
import caravan.cohort.Cohort;
import caravan.journey.Funnel;
import caravan.journey.tile.SendMessage;
import caravan.runtime.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What happened, for programs: the report as JSON. */
final class ReportFile {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Engine engine;
  private final List<String> journeys;
  private final Instant from;
  private final Instant until;
  private final Failed messagesFailed;

  /** How many of a journey's messages could not be handed over. */
  interface Failed {
    long of(String journey, String message);
  }

  ReportFile(
      Engine engine, List<String> journeys, Instant from, Instant until, Failed messagesFailed) {
    this.messagesFailed = messagesFailed;
    this.engine = engine;
    this.journeys = journeys;
    this.from = from;
    this.until = until;
  }

  void write(Path file) throws IOException {
    var report = new LinkedHashMap<String, Object>();
    report.put("from", from.toString());
    report.put("until", until.toString());
    report.put("segments", segments());
    var all = new LinkedHashMap<String, Object>();
    for (var journey : journeys) {
      all.put(journey, journey(journey));
    }
    report.put("journeys", all);
    var parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, JSON.writeValueAsString(report) + "\n");
  }

  private Map<String, Long> segments() {
    var names = engine.definitions().segments().keySet();
    var members =
        engine.evaluator().members(names, engine.moment(until), null, Evaluator.Known.NOTHING);
    var counts = new LinkedHashMap<String, Long>();
    names.forEach(name -> counts.put(name, members.getOrDefault(name, Cohort.EMPTY).size()));
    return counts;
  }

  private Map<String, Object> journey(String name) {
    var plan = engine.plan(name);
    var funnel = Funnel.of(plan, engine.states().get(name));
    var runs = new ArrayList<Map<String, Object>>();
    for (var run : funnel.runs()) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("occurrence", run.occurrence().toString());
      entry.put("eligible", run.eligible());
      entry.put("excluded", run.excluded());
      entry.put("entered", run.entered());
      entry.put("waiting", run.waiting());
      entry.put("left", run.left());
      runs.add(entry);
    }
    var steps = new LinkedHashMap<String, Object>();
    for (var node : plan.nodes()) {
      var step = node.step();
      var entry = new LinkedHashMap<String, Object>();
      entry.put("kind", step.tile().kind());
      if (step.tile() instanceof SendMessage message) {
        entry.put("name", message.message());
      }
      entry.put("inflow", funnel.inflow(step.id()));
      steps.put(step.id(), entry);
    }
    var messages = new LinkedHashMap<String, Object>();
    funnel
        .messages()
        .forEach(
            (message, sends) -> {
              var entry = new LinkedHashMap<String, Object>();
              var failed = messagesFailed.of(name, message);
              entry.put("sent", sends.sent() - failed);
              entry.put("deferred", sends.deferred());
              entry.put("blocked", sends.blocked());
              entry.put("failed", failed);
              messages.put(message, entry);
            });
    var report = new LinkedHashMap<String, Object>();
    report.put("runs", runs);
    if (!funnel.skipped().isEmpty()) {
      report.put("skipped", funnel.skipped().stream().map(Instant::toString).toList());
    }
    report.put("steps", steps);
    report.put("messages", messages);
    if (plan.journey().goal() != null) {
      report.put("goal", Map.of("reached", funnel.converted()));
    }
    return report;
  }
}
