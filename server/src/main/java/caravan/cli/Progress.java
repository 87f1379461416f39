package caravan.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, where somebody is there to see it. */
final class Progress implements AutoCloseable {

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  @SuppressWarnings("SystemConsoleNull") // what the nullness checker thinks of it
  static Progress start(String what, long total) {
    var console = System.console();
    var terminal = console != null && console.isTerminal();
    return new Progress(
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .hideEta()
                .clearDisplayOnFinish()
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(60)
                .build()
            : null);
  }

  void to(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
