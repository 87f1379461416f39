package caravan.cli;

import caravan.source.standin.CustomerInsightsStandIn;
import caravan.source.standin.StandInData;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code customer-insights}: a stand-in of Customer Insights to try the connection with. */
@Command(
    name = "customer-insights",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a stand-in of Dynamics 365 Customer Insights – Data on this machine, with customers who do not exist,",
      "and shows how to connect to it. It runs until it is interrupted (Ctrl-C)."
    })
final class CustomerInsightsCommand implements Callable<Integer> {

  private static final int MOST_PROFILES = 1_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8365",
      description = "the port on 127.0.0.1, 0 for any (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "5000",
      description = "how many customers (default: ${DEFAULT-VALUE})")
  private int profiles;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "the same seed gives the same customers (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  public Integer call() throws IOException {
    require(port >= 0 && port <= 65_535, "--port takes 0 to 65535");
    require(
        profiles >= 0 && profiles <= MOST_PROFILES,
        "--profiles takes 0 to %,d".formatted(MOST_PROFILES));
    try (var standIn = CustomerInsightsStandIn.start(port, StandInData.generated(seed, profiles))) {
      show(standIn, spec.commandLine().getOut());
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Caravan.DONE;
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  private static void show(CustomerInsightsStandIn standIn, PrintWriter out) {
    var settings = standIn.settings();
    out.printf(
        "A stand-in of Customer Insights – Data, with %,d profiles and %,d segments.%n%n",
        standIn.data().customers().size(), standIn.data().segments().size());
    out.println("Settings to connect to it:");
    out.println("  environment   " + settings.environment());
    out.println("  authority     " + settings.authority());
    out.println("  tenant        " + settings.tenant());
    out.println("  client        " + settings.client());
    out.println("  secret        " + settings.secret());
    out.println("  segment page  " + settings.segmentPage());
    out.println();
    out.println("What it has, and how to change it: " + settings.environment() + "/admin");
    out.println("It runs until it is interrupted (Ctrl-C).");
    out.flush();
  }
}
