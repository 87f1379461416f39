package caravan.cli;

import caravan.workspace.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The workspace of a server, over its API. */
final class RemoteWorkspace implements WorkspaceTarget {

  private static final String PATH = "workspace/";

  private final RemoteServer server;

  RemoteWorkspace(RemoteServer server) {
    this.server = server;
  }

  @Override
  public Documents documents() throws IOException {
    var texts = new LinkedHashMap<String, String>();
    server
        .call("GET", PATH + "documents", null)
        .get("documents")
        .properties()
        .forEach(it -> texts.put(it.getKey(), it.getValue().get("text").asString()));
    return new Documents(texts);
  }

  @Override
  public Comparison compare(Documents proposed) throws IOException {
    var answer = server.call("POST", PATH + "diff", Map.of("documents", proposed.texts()));
    var changed = new ArrayList<Changed>();
    for (var it : answer.get("differences")) {
      changed.add(
          new Changed(
              it.get("change").asString(),
              it.get("document").asString(),
              it.get("lines").valueStream().map(JsonNode::asString).toList()));
    }
    return new Comparison(answer.get("version").asLong(), changed);
  }

  @Override
  public void apply(Documents proposed, long version) throws IOException {
    server.call("POST", PATH + "apply", Map.of("documents", proposed.texts(), "version", version));
  }

  @Override
  public void close() {
    server.close();
  }
}
