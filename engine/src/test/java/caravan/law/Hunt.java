package caravan.law;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tries a law on random cases, makes the first that fails as simple as it can, and keeps it as a
 * folder.
 *
 * <p>{@code -Dcaravan.long=true} hunts for {@code caravan.hunt.minutes} (2) with each law, from the
 * seed {@code caravan.seed} or a new one; otherwise the same few cases are tried each time.
 */
final class Hunt {

  private static final boolean LONG = Boolean.getBoolean("caravan.long");
  private static final Path KEPT = Path.of("target/regressions");
  private static final int TRIES = 2_000;

  private final String name;
  private final Law law;
  private final Cases.About about;

  Hunt(String name, Law law, Cases.About about) {
    this.name = name;
    this.law = law;
    this.about = about;
  }

  /**
   * Hunts.
   *
   * @param cases how many cases are tried in the short form
   */
  void hunt(int cases) {
    var started = System.nanoTime();
    var seed = seed();
    var end = started + Duration.ofMinutes(Long.getLong("caravan.hunt.minutes", 2)).toNanos();
    var tried = 0;
    while (LONG ? System.nanoTime() < end : tried < cases) {
      tryOne(seed + tried);
      tried++;
    }
    if (LONG) {
      System.out.printf(
          Locale.ROOT,
          "law %s: %,d cases in %.0f s, from seed %d%n",
          name,
          tried,
          (System.nanoTime() - started) / 1e9,
          seed);
    }
  }

  private long seed() {
    var fallback = LONG ? System.currentTimeMillis() / 1000 * 100_000 : 1;
    return Long.getLong("caravan.seed", fallback) + (LONG ? 0 : 1000L * name.hashCode());
  }

  private void tryOne(long seed) {
    var choices = Choices.of(seed);
    var first = failure(Cases.of(choices, about));
    if (first == null) {
      return;
    }
    var simplest =
        Shrinker.shrink(
            choices.made(),
            this::canonical,
            made -> isAlike(first, failure(Cases.of(Choices.again(made), about))),
            TRIES,
            Long.getLong("caravan.shrink.seconds", LONG ? 60 : 20));
    var simple = Cases.of(Choices.again(simplest), about);
    var failure = Objects.requireNonNullElse(failure(simple), first);
    var folder = KEPT.resolve(name.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + seed);
    keep(simple, failure, seed, folder);
    throw new AssertionError(
        "law '%s' does not hold for seed %d: the simplest case found is in %s; copy it into src/test/resources/regressions%n%s"
            .formatted(name, seed, folder.toAbsolutePath(), text(failure)),
        failure);
  }

  private int[] canonical(int[] made) {
    var choices = Choices.again(made);
    var _ = Cases.of(choices, about);
    return choices.made();
  }

  /** What is thrown where the law is tried on a case; null if it holds. */
  private @Nullable Throwable failure(Case made) {
    try {
      law.check(made.open());
      return null;
    } catch (Case.Refused e) {
      return new Case.Refused(e.getMessage() + "\n" + made);
    } catch (Exception | AssertionError | StackOverflowError e) {
      return e;
    }
  }

  /** Whether two failures are of the same kind: the same is thrown at the same place. */
  private static boolean isAlike(Throwable first, @Nullable Throwable other) {
    return other != null && kind(first).equals(kind(other));
  }

  private static String kind(Throwable failure) {
    var where = "";
    for (var frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("caravan.")) {
        where = frame.getClassName() + "." + frame.getMethodName();
        break;
      }
    }
    return failure.getClass().getName() + " " + where;
  }

  private void keep(Case simple, Throwable failure, long seed, Path folder) {
    try {
      if (Files.exists(folder)) {
        Case.delete(folder);
      }
      simple.write(folder);
      Files.writeString(
          folder.resolve("README.md"),
          "Law '%s', seed %d:%n%n%s%n".formatted(name, seed, text(failure)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Throwable failure) {
    if (failure instanceof AssertionError && failure.getMessage() != null) {
      return failure.getMessage();
    }
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().limit(25).reduce("", (a, b) -> a + b + "\n");
  }
}
