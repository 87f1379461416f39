package caravan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Contacts of {@link Campaigns} who move, one after another and each once, to a country whose
 * people are written to; and how long that takes.
 */
final class Movers {

  private static final long LONGEST_SECONDS = 60;

  private final Map<String, Arrival> awaited = new ConcurrentHashMap<>();
  private int next = 1;

  /** A mail that is waited for. */
  private static final class Arrival {
    private final CountDownLatch here = new CountDownLatch(1);
    private volatile long at;
  }

  /** Is told of each mail that the sink takes. */
  void taken(MailSink.Taken mail) {
    var arrival = awaited.remove(mail.to());
    if (arrival != null) {
      arrival.at = mail.at();
      arrival.here.countDown();
    }
  }

  /**
   * Lets the next one move; answers the milliseconds from the post to the final dot of their mail.
   */
  double move(ServerProcess server) {
    var id = next++;
    var address = "person%d@example.com".formatted(id - 1);
    var arrival = new Arrival();
    awaited.put(address, arrival);
    var row =
        Map.of("id", id, "country", Campaigns.country(id % Campaigns.JOURNEYS), "opted_in", true);
    var begun = System.nanoTime();
    server.call("POST", "tables/contact/rows", row);
    try {
      if (!arrival.here.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(address + " got no mail");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return (arrival.at - begun) / 1e6;
  }

  /** Lets as many as asked move, or fewer where the time is over; answers sorted milliseconds. */
  List<Double> move(ServerProcess server, int people, long untilNanos) {
    var taken = new ArrayList<Double>();
    for (var i = 0; i < people && System.nanoTime() < untilNanos; i++) {
      taken.add(move(server));
    }
    return taken.stream().sorted().toList();
  }
}
