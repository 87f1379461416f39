package caravan.cli;

import caravan.app.Server;
import caravan.app.SettingsReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code openapi}: the description of the API, as a server of nothing gives it. */
@Command(
    name = "openapi",
    mixinStandardHelpOptions = true,
    description = "Writes the description of the API (OpenAPI 3.1), from which clients are made.")
final class OpenapiCommand implements Callable<Integer> {

  private static final String NOTHING =
      "tables:\n  contact: {audience: true, key: id, columns: {id: text}}\n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--to", paramLabel = "FILE", description = "where to (default: standard output)")
  private @Nullable Path to;

  @Override
  public Integer call() throws Exception {
    var folder = Files.createTempDirectory("caravan-openapi");
    try {
      Files.writeString(folder.resolve("caravan.yaml"), NOTHING);
      write(description(folder));
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    return Caravan.DONE;
  }

  private static String description(Path folder) throws IOException, InterruptedException {
    var settings = SettingsReader.read(folder, Map.of(), Map.of("port", "0"));
    try (var server = Server.start(folder, settings);
        var client = HttpClient.newHttpClient()) {
      var question = HttpRequest.newBuilder(server.listening().resolve("/api/v1/openapi.json"));
      return client.send(question.build(), BodyHandlers.ofString()).body();
    }
  }

  private void write(String description) throws IOException {
    if (to == null) {
      spec.commandLine().getOut().println(description);
      return;
    }
    var folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(to, description);
  }
}
