package caravan.cli;

import caravan.warehouse.Postgres;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The last lines of a run: where things went, and what to do next. */
record Epilogue(
    Session run,
    @Nullable Path out,
    @Nullable Path report,
    @Nullable String state,
    Path folder,
    double seconds) {

  void print(PrintWriter print) {
    print.println();
    run.messages()
        .ifPresentOrElse(
            messages -> {
              print.printf("%,d messages written to %s", messages.written(), out);
              print.println(
                  messages.failed() == 0
                      ? ""
                      : ", %,d could not be (see below)".formatted(messages.failed()));
              messages.failures().forEach(failure -> print.println("  " + failure));
            },
            () ->
                print.println(
                    "Messages were counted, not written; --out FOLDER writes each as a file."));
    if (report != null) {
      print.println("The report is in " + report + ".");
    }
    if (state != null) {
      print.println(
          "All of it is kept in "
              + Postgres.shown(state)
              + "; the same command with a later end goes on from there.");
    }
    print.printf("Took %.1f s. Next: ./caravan test %s plays the scenarios.%n", seconds, folder);
  }
}
