package caravan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.warehouse.DuckDb;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader takes whatever it is given: it reads it or says what is wrong. The inputs in {@code
 * src/test/resources/fuzz}, among them every one that once broke a reader, are read each time; with
 * {@code -Dcaravan.long=true} Jazzer looks for new ones, {@code -Dcaravan.fuzz.seconds} (60) a
 * reader.
 */
class FuzzTest {

  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final Path FOUND = Path.of("target/fuzz");

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void readsAnything(Target target) throws Exception {
    var inputs = inputs(target);
    assertThat(inputs).isNotEmpty();
    try (var db = DuckDb.inMemory(List.of(temporary), 500_000_000)) {
      for (var input : inputs) {
        var bytes = Files.readAllBytes(input);
        Assertions.assertTimeoutPreemptively(
            Duration.ofMinutes(1), () -> target.once(bytes, temporary, db), input::toString);
      }
    }
    if (Boolean.getBoolean("caravan.long")) {
      fuzz(target, Integer.getInteger("caravan.fuzz.seconds", 60));
    }
  }

  @Test
  void everyInputHasATarget() throws IOException {
    try (var folders = Files.list(CORPUS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              java.util.Arrays.stream(Target.values()).map(FuzzTest::label).toList());
    }
  }

  private static void fuzz(Target target, int seconds) throws Exception {
    var found = Files.createDirectories(FOUND.resolve(label(target)));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx2g", "-Xss1m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Fuzzer.class.getName());
    command.add("--target_args=" + target.name());
    command.add("--instrumentation_includes=caravan.**");
    command.add("--custom_hook_includes=caravan.**");
    // it takes every statement that fails for an attack, and a CSV file that DuckDB refuses is one
    command.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.SqlInjection");
    command.add("--reproducer_path=" + found);
    command.add("-artifact_prefix=" + found + File.separator);
    command.addAll(List.of("-timeout=30", "-rss_limit_mb=0", "-max_len=2000"));
    command.add("-max_total_time=" + seconds);
    var grown = Files.createDirectories(found.resolve("corpus"));
    command.addAll(List.of(grown.toString(), CORPUS.resolve(label(target)).toString()));
    var log = found.resolve("log.txt");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var code = process.waitFor();
    var lines = Files.readAllLines(log);
    lines.stream()
        .filter(line -> line.startsWith("Done ") || line.startsWith("== Java Exception"))
        .forEach(line -> System.out.println(label(target) + ": " + line));
    assertThat(code)
        .as("%s; the input is in %s: keep it in %s", log, found, CORPUS.resolve(label(target)))
        .isZero();
  }

  private static List<Path> inputs(Target target) throws IOException {
    try (var files = Files.list(CORPUS.resolve(label(target)))) {
      return files.sorted().toList();
    }
  }

  private static String label(Target target) {
    return target.name().toLowerCase(Locale.ROOT);
  }
}
