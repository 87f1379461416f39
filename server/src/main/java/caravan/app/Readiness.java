package caravan.app;

import caravan.channel.Dispatcher;
import caravan.http.Checks;
import caravan.runtime.Live;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be well before the server is ready. */
final class Readiness {

  /** With less room than this the database may not be able to go on. */
  private static final long LEAST_ROOM = 100_000_000;

  private Readiness() {}

  static Checks of(Live live, Dispatcher dispatcher, Path folder) {
    var checks = new Checks();
    checks.put(
        "engine",
        () ->
            live.failure() == null ? Checks.WELL : not("the engine does not get on; see the log"));
    checks.put(
        "sending",
        () ->
            dispatcher.failure() == null
                ? Checks.WELL
                : not("messages are not handed over; see the log"));
    checks.put("disk", () -> disk(folder));
    return checks;
  }

  private static Checks.Found disk(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() >= LEAST_ROOM
          ? Checks.WELL
          : not("there is less than 100 MB of room for the state");
    } catch (IOException _) {
      return not("the folder of the state cannot be reached");
    }
  }

  private static Checks.Found not(String why) {
    return new Checks.Found.Not(why);
  }
}
