package caravan.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full takes nothing away: what was acknowledged is there, what could not be written
 * is refused, and once there is room again the server goes on without being started anew.
 *
 * <p>The disk is a small file system in memory, mounted for the server's process alone; that takes
 * {@code unshare} and {@code mount} of util-linux.
 */
class DiskFullTest {

  /** More than the server wants before it is ready is there at first, and then only this. */
  private static final long ROOM = 6 << 20;

  private static final int A_BATCH = 200;
  private static final int MOST_BATCHES = 400;

  @TempDir private Path temporary = Path.of("");
  private final Map<String, String> acknowledged = new TreeMap<>();
  private int next;

  @Test
  void refusesWhatItCannotKeepAndGoesOn() throws IOException {
    var files = temporary.resolve("files");
    var mounted = Files.createDirectories(temporary.resolve("mounted"));
    Crowd.write(files);
    var script =
        "mount -t tmpfs -o size=240m tmpfs \"$0\" && cp -r \"$1\"/. \"$0\" && shift && exec \"$@\"";
    var before =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            script,
            mounted.toString(),
            files.toString());
    var log = temporary.resolve("log");
    try (var server = ServerProcess.startSeenFromInside(before, mounted, log)) {
      var inside = server.seen(mounted);
      var filler = inside.resolve("filler");
      Files.write(filler, new byte[(int) (room(inside) - ROOM)]);
      fill(server);
      Files.delete(filler);
      write(server, true);
      for (var row : acknowledged.entrySet()) {
        assertThat(tier(server, row.getKey())).isEqualTo(row.getValue());
      }
    }
  }

  private static long room(Path folder) throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Writes until the disk is full; answers how that is said. */
  private void fill(ServerProcess server) throws IOException {
    for (var i = 0; i < MOST_BATCHES; i++) {
      if (!write(server, false)) {
        return;
      }
    }
    throw new AssertionError("the disk was never full");
  }

  private boolean write(ServerProcess server, boolean must) throws IOException {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    for (var i = 0; i < A_BATCH; i++) {
      var id = "p" + next++;
      // long, and not to be compressed
      var tier = new StringBuilder();
      var random = new java.util.Random(next);
      for (var c = 0; c < 1_000; c++) {
        tier.appendCodePoint(0x4E00 + random.nextInt(20_000));
      }
      rows.put(id, Map.of("id", id, "tier", tier.toString()));
    }
    var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      var answer = server.send("POST", "/api/v1/tables/contact/rows", rows.values());
      if (answer.statusCode() / 100 == 2) {
        rows.forEach((id, row) -> acknowledged.put(id, String.valueOf(row.get("tier"))));
        return true;
      }
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
      assertThat(answer.body()).contains("\"code\":\"database\"");
      if (!must || System.nanoTime() > patience) {
        return false;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private static String tier(ServerProcess server, String id) {
    return server.get("/api/v1/tables/contact/rows/" + id).get("tier").asString();
  }
}
