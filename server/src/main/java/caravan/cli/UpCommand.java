package caravan.cli;

import caravan.app.Server;
import caravan.app.Settings;
import caravan.app.SettingsReader;
import caravan.source.standin.CustomerInsightsStandIn;
import caravan.source.standin.StandInData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code up}: serves the workspace until it is told to end. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Serves the workspace: the API, journeys running.")
final class UpCommand implements Callable<Integer> {

  private static final int PROFILES = 5_000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Option(
      names = "--address",
      paramLabel = "A",
      description = "the network address to listen at (default: 127.0.0.1)")
  private @Nullable String address;

  @Option(names = "--port", paramLabel = "N", description = "… and the port (default: 8080)")
  private @Nullable String port;

  @Option(
      names = "--public-url",
      paramLabel = "U",
      description = "where people reach it, if that is elsewhere")
  private @Nullable String publicUrl;

  @Option(
      names = "--with-customer-insights",
      description =
          "starts a stand-in of Customer Insights as well, and connects to it: a second source of"
              + " segments to try")
  private boolean withInsights;

  @Option(names = "--settings", description = "prints the settings in force, and ends")
  private boolean showSettings;

  @Override
  public Integer call() throws Exception {
    var options = new LinkedHashMap<String, String>();
    put(options, "address", address);
    put(options, "port", port);
    put(options, "public-url", publicUrl);
    var out = spec.commandLine().getOut();
    var settings = SettingsReader.read(folder.folder(), System.getenv(), options);
    if (showSettings) {
      print(settings, out);
      return Caravan.DONE;
    }
    if (NewWorkspace.writeInto(folder.folder())) {
      out.println("The folder was empty: caravan.yaml in it says what a new workspace has.");
    }
    var server = Server.start(folder.folder(), settings);
    endWithProcess(server);
    out.println("Caravan serves '" + folder.folder() + "' at " + server.address());
    var live = server.journeys().entrySet().stream().filter(Map.Entry::getValue).count();
    out.printf(
        "%d of %d journeys are live; messages are kept in the inbox.%n",
        live, server.journeys().size());
    if (withInsights) {
      var standIn = CustomerInsightsStandIn.start(0, StandInData.generated(1, PROFILES));
      server.connectInstead(standIn.settings());
      out.println("Customer Insights is played by " + standIn.settings().environment() + "/admin");
    }
    server.setupLink().ifPresent(link -> out.println("Become its first administrator: " + link));
    out.println("Ctrl+C ends it.");
    out.flush();
    new CountDownLatch(1).await();
    return Caravan.DONE;
  }

  private static void put(Map<String, String> options, String name, @Nullable String value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private static void print(Settings settings, PrintWriter out) {
    for (var setting : settings.effective().settings()) {
      out.printf("%-24s %-40s %s%n", setting.key(), setting.value(), setting.from());
    }
  }

  /** A process that was told to end, and ended well, says so. */
  private static void endWithProcess(Server server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end")
                .unstarted(
                    () -> {
                      try {
                        server.close();
                        Runtime.getRuntime().halt(Caravan.DONE);
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                    }));
  }
}
