package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.runtime.Live;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the other side said is taken in in the end, however busy the engine was. */
class ReporterTest {

  private final Deque<Supplier<CompletableFuture<Boolean>>> answers = new ArrayDeque<>();
  private final Reporter reporter = new Reporter(this::answer);

  private CompletableFuture<Boolean> answer(Live.Work<Boolean> work) {
    return answers.removeFirst().get();
  }

  @Test
  void whereTheEngineCouldNotItIsAskedAgain() {
    var failed = CompletableFuture.<Boolean>failedFuture(new IllegalStateException("no room"));
    answers.add(() -> failed);
    reporter.report();
    assertThat(reporter.isBehind()).isTrue();

    answers.add(() -> CompletableFuture.completedFuture(false));
    reporter.catchUp();
    assertThat(reporter.isBehind()).isFalse();
    assertThat(answers).isEmpty();

    reporter.catchUp();
    assertThat(reporter.isBehind()).isFalse();
  }

  @Test
  void whereThereIsMoreItIsAskedForThatToo() {
    answers.add(() -> CompletableFuture.completedFuture(true));
    answers.add(() -> CompletableFuture.completedFuture(false));
    reporter.report();
    assertThat(answers).isEmpty();
  }

  @Test
  void itIsAskedOnceForAllThatComesMeanwhile() {
    var later = new CompletableFuture<Boolean>();
    answers.add(() -> later);
    reporter.report();
    reporter.report();
    later.complete(false);
    assertThat(answers).isEmpty();

    answers.add(() -> CompletableFuture.completedFuture(false));
    reporter.report();
    assertThat(answers).isEmpty();
  }
}
