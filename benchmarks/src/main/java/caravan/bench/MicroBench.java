package caravan.bench;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The cohorts, the segment language and the step of a journey by themselves, measured by JMH: each
 * in a process of its own, with the flags of this one. The fastest iteration counts, as others may
 * be at work on the machine.
 */
final class MicroBench {

  /** What the JDK's set of bits does is named like what a cohort does, with this at the end. */
  private static final String BITS = "Bits";

  private static final String SHAPE = "shape";

  private static final Map<String, String> WORK =
      Map.of(
          "ofBits", "cohort of a string of bits",
          "ofOrdinals", "cohort of ordinals in order",
          "and", "cohort and cohort",
          "or", "cohort or cohort",
          "minus", "cohort minus cohort",
          "count", "count of a cohort",
          "read", "reading a segment",
          "print", "printing a segment",
          "evaluate", "a segment of five segments",
          "step", "step");

  private final boolean quick;
  private final Report report;

  MicroBench(boolean quick, Report report) {
    this.quick = quick;
    this.report = report;
  }

  void run() {
    try {
      print(new Runner(options(CohortAlgebra.class, CohortMaking.class)).run());
      print(new Runner(options(SegmentText.class, SegmentAlgebra.class, JourneyStep.class)).run());
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH: " + e.getMessage(), e);
    }
  }

  private Options options(Class<?>... measured) {
    var options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.MILLISECONDS)
            .forks(1)
            .threads(1)
            .shouldFailOnError(true)
            .warmupIterations(quick ? 1 : 2)
            .warmupTime(TimeValue.milliseconds(quick ? 100 : 200))
            .measurementIterations(quick ? 2 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 100 : 150))
            .verbosity(VerboseMode.SILENT);
    for (var type : measured) {
      options.include("^" + type.getName().replace(".", "\\.") + "\\.");
    }
    if (quick) {
      options.param("people", "1000000");
      options.param(SHAPE, Shape.RUNS.name(), Shape.HALVES.name(), Shape.CLUSTERS.name());
    }
    return options.build();
  }

  private void print(Collection<RunResult> results) {
    var ours = new LinkedHashMap<String, Double>();
    var theirs = new HashMap<String, Double>();
    for (var result : results) {
      var name = result.getPrimaryResult().getLabel();
      var taken = result.getPrimaryResult().getStatistics().getMin();
      if (name.endsWith(BITS) && !WORK.containsKey(name)) {
        theirs.put(label(name.substring(0, name.length() - BITS.length()), result), taken);
      } else {
        ours.put(label(name, result), taken);
      }
    }
    ours.forEach(
        (label, taken) -> {
          var other = theirs.get(label);
          if (other == null) {
            report.alone(label, taken);
          } else {
            report.within(label, taken, "java.util.BitSet", other, 0);
          }
        });
  }

  private static String label(String name, RunResult result) {
    var work = Objects.requireNonNull(WORK.get(name), name);
    var params = result.getParams();
    for (var key : params.getParamsKeys()) {
      var value = params.getParam(key);
      var word =
          switch (key) {
            case SHAPE -> Shape.valueOf(value).label();
            case "length" -> SegmentText.Length.valueOf(value).label();
            case "situation" -> JourneyStep.Situation.valueOf(value).label();
            default -> "";
          };
      work += word.isEmpty() ? "" : ", " + word;
    }
    return work;
  }
}
