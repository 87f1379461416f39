package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The description of the API, to hold answers to. */
final class ApiDocument {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  private final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  ApiDocument(JsonNode document) {
    this.document = document;
    // An answer has what is described, and nothing else.
    document
        .at("/components/schemas")
        .forEach(
            schema -> {
              if (schema instanceof ObjectNode object
                  && object.has("properties")
                  && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
              }
            });
  }

  JsonNode json() {
    return document;
  }

  /** {@code GET /api/v1/users} … */
  Set<String> operations() {
    var operations = new TreeSet<String>();
    document
        .get("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(it -> METHODS.contains(it.getKey()))
                    .forEach(
                        it ->
                            operations.add(
                                it.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
    return operations;
  }

  void check(String method, String path, Reply reply) {
    var operation = operation(method, path.replaceFirst("\\?.*$", ""));
    var type = reply.header("Content-Type").replaceFirst(";.*$", "");
    var what = method + " " + path + " " + reply.status() + " " + type;
    if (operation.isEmpty()) {
      assertThat(reply.status()).as("%s is not described", what).isIn(404, 405, 400);
      validate(document.at("/components/schemas/Problem"), reply, what);
      return;
    }
    var responses = operation.get().get("responses");
    var described = responses.path(Integer.toString(reply.status()));
    var response =
        described.isMissingNode() && reply.status() >= 400 ? responses.path("default") : described;
    assertThat(response.isMissingNode()).as("%s is not described", what).isFalse();
    if (reply.body().isEmpty()) {
      assertThat(response.has("content")).as("%s should have a body", what).isFalse();
      return;
    }
    var content =
        response
            .path("content")
            .propertyStream()
            .filter(it -> it.getKey().replaceFirst(";.*$", "").equals(type))
            .map(it -> it.getValue())
            .findFirst()
            .orElseThrow(() -> new AssertionError(what + " is not described"));
    if (type.endsWith("json")) {
      validate(content.get("schema"), reply, what);
    }
  }

  private void validate(JsonNode schema, Reply reply, String what) {
    var whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.get("components"));
    var errors = schemas.getSchema(whole).validate(reply.json());
    assertThat(errors.stream().map(Object::toString).toList())
        .as("%s %s", what, reply.body())
        .isEqualTo(List.of());
  }

  private Optional<JsonNode> operation(String method, String path) {
    return document
        .get("paths")
        .propertyStream()
        .filter(it -> pattern(it.getKey()).matcher(path).matches())
        .sorted((a, b) -> Integer.compare(variables(a.getKey()), variables(b.getKey())))
        .map(it -> it.getValue().get(method.toLowerCase(Locale.ROOT)))
        .filter(it -> it != null)
        .findFirst();
  }

  private static int variables(String path) {
    return path.length() - path.replace("{", "").length();
  }

  private static Pattern pattern(String template) {
    var pattern = new StringBuilder();
    for (var part : template.split("(?=\\{)|(?<=\\})", -1)) {
      pattern.append(part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
    }
    return Pattern.compile(pattern.toString());
  }
}
