package caravan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a run, printed as they come and kept for a file. */
final class Report {

  private final Path folder;
  private final List<String> lines = new ArrayList<>();

  Report(Path folder) {
    this.folder = folder;
  }

  void line(String line) {
    lines.add(line);
    System.out.println(line);
  }

  void head() {
    line("");
    row("work", "ours", "the other", "its time", "ratio", "budget", "");
  }

  /** Ours is to be so many times as fast as the other; no budget where it is 0. */
  void faster(String work, double ours, String other, double others, double atLeast) {
    var ratio = others / ours;
    row(
        work,
        milliseconds(ours),
        other,
        milliseconds(others),
        "%s x".formatted(number(ratio)),
        atLeast == 0 ? "" : ">= %.0f x".formatted(atLeast),
        atLeast == 0 ? "" : verdict(ratio >= atLeast));
  }

  /** Ours may take so many times as long as the other; no budget where it is 0. */
  void within(String work, double ours, String other, double others, double atMost) {
    var ratio = ours / others;
    row(
        work,
        milliseconds(ours),
        other,
        milliseconds(others),
        "%s x".formatted(number(ratio)),
        atMost == 0 ? "" : "<= %.0f x".formatted(atMost),
        atMost == 0 ? "" : verdict(ratio <= atMost));
  }

  /** Ours may take so many milliseconds; no budget where it is 0. */
  void atMost(String work, double ours, double budget) {
    row(
        work,
        milliseconds(ours),
        "",
        "",
        "",
        budget == 0 ? "" : "<= " + milliseconds(budget),
        budget == 0 ? "" : verdict(ours <= budget));
  }

  /** Ours are so many a second, and are to be such a part of the other's. */
  void rate(String work, double ours, String other, double others, double atLeast) {
    var part = ours / others;
    row(
        work,
        number(ours) + "/s",
        other,
        number(others) + "/s",
        "%.0f %%".formatted(100 * part),
        ">= %.0f %%".formatted(100 * atLeast),
        verdict(part >= atLeast));
  }

  /** A figure at the end may be so many times what it was at the beginning. */
  void creep(String work, double last, double first, double atMost, String unit) {
    var ratio = last / first;
    row(
        work,
        number(last) + " " + unit,
        "at the beginning",
        number(first) + " " + unit,
        "%s x".formatted(number(ratio)),
        "<= %s x".formatted(number(atMost)),
        verdict(ratio <= atMost));
  }

  /** Ours may be so many bytes. */
  void bytes(String work, long ours, long budget) {
    row(work, gibibytes(ours), "", "", "", "<= " + gibibytes(budget), verdict(ours <= budget));
  }

  private static String gibibytes(long bytes) {
    return "%.2f GiB".formatted(bytes / (double) (1 << 30));
  }

  /** Something that is no time. */
  void figure(String work, String ours) {
    row(work, ours, "", "", "", "", "");
  }

  /** Something that nothing else is measured beside. */
  void alone(String work, double ours) {
    row(work, milliseconds(ours), "", "", "", "", "");
  }

  private void row(String... cells) {
    line("%-44s %10s  %-41s %10s %8s %11s  %s".formatted((Object[]) cells).stripTrailing());
  }

  private static String verdict(boolean met) {
    return met ? "met" : "NOT MET";
  }

  private static String milliseconds(double milliseconds) {
    return milliseconds < 0.1 ? number(1_000 * milliseconds) + " µs" : number(milliseconds) + " ms";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, number < 100 ? "%.2f" : "%,.0f", number);
  }

  /** Writes all lines into a file named after the time; answers which. */
  Path write() throws IOException {
    var time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss"));
    Files.createDirectories(folder);
    return Files.write(folder.resolve(time + ".txt"), lines);
  }
}
