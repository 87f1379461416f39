package caravan.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows of contacts at random that change all the time, at a rate, a few hundred a request: in three
 * columns that a third of the segments ask for.
 */
final class RowStream implements AutoCloseable {

  private static final int REQUESTS_A_SECOND = 20;
  private static final int MOST_AT_ONCE = 8;

  private final ServerProcess server;
  private final int from;
  private final int to;
  private final int rate;
  private final Random random = new Random(FreshBench.SEED);
  private final AtomicLong taken = new AtomicLong();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread = new Thread(this::run, "row-stream");
  private volatile boolean closing;
  private volatile @Nullable Throwable failure;

  /**
   * Begins.
   *
   * @param from the first contact whose row may change, by id
   * @param to the last
   * @param rate rows a second, as long as the server keeps up
   */
  RowStream(ServerProcess server, int from, int to, int rate) {
    this.server = server;
    this.from = from;
    this.to = to;
    this.rate = rate;
    thread.start();
  }

  /** How many rows were taken so far. */
  long taken() {
    if (failure != null) {
      throw new IllegalStateException("the other rows were not taken", failure);
    }
    return taken.get();
  }

  private void run() {
    var gap = 1_000_000_000L / REQUESTS_A_SECOND;
    for (var next = System.nanoTime(); !closing; next += gap) {
      var left = next - System.nanoTime();
      if (left > 0) {
        ServerProcess.pause(left / 1_000_000);
      }
      room.acquireUninterruptibly();
      var rows = rows();
      requests.execute(() -> send(rows));
    }
  }

  private void send(List<Map<String, Object>> rows) {
    try {
      server.call("POST", "tables/contact/rows", rows);
      taken.addAndGet(rows.size());
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      room.release();
    }
  }

  private List<Map<String, Object>> rows() {
    var rows = new ArrayList<Map<String, Object>>();
    for (var i = 0; i < rate / REQUESTS_A_SECOND; i++) {
      var row = new HashMap<String, Object>();
      row.put("id", from + random.nextInt(to - from));
      row.put("ltv", random.nextInt(1_001));
      row.put("age", 18 + random.nextInt(80));
      row.put("opted_in", random.nextBoolean());
      rows.add(row);
    }
    return rows;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    requests.close();
  }
}
