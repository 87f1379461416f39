package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.security.Needs;
import caravan.security.Open;
import caravan.security.Rights;
import caravan.security.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** The description of the API, and that each endpoint says who may call it. */
class ApiTest {

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void starts() {
    server = TestServer.start(folder);
  }

  @AfterAll
  static void ends() {
    server.close();
  }

  /** What stands in code: {@code GET /api/v1/users}. */
  private static Set<String> endpoints() {
    var endpoints = new TreeSet<String>();
    for (var type : Resources.class.getAnnotation(Import.class).value()) {
      if (AnnotationUtils.findAnnotation(type, io.swagger.v3.oas.annotations.Hidden.class)
          != null) {
        continue;
      }
      var above = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
      var prefix = above == null || above.path().length == 0 ? "" : above.path()[0];
      for (var method : type.getDeclaredMethods()) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        if (mapping != null) {
          var path = mapping.path().length == 0 ? "" : mapping.path()[0];
          endpoints.add(mapping.method()[0] + " " + prefix + path);
        }
      }
    }
    return endpoints;
  }

  @Test
  void everyEndpointIsDescribed() {
    assertThat(endpoints()).hasSizeGreaterThan(20);
    assertThat(server.document().operations()).isEqualTo(endpoints());
  }

  @Test
  void theDescriptionIsOpenApiWithProblemsAndKeys() {
    var api = server.document().json();
    assertThat(api.get("openapi").asString()).startsWith("3.1");
    assertThat(api.at("/components/securitySchemes").propertyNames())
        .containsExactlyInAnyOrder("session", "token");
    assertThat(
            api.at("/components/schemas/Problem/required").valueStream().map(it -> it.asString()))
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
    var ids = new ArrayList<String>();
    for (var path : api.get("paths")) {
      for (var operation : path) {
        ids.add(operation.get("operationId").asString());
        assertThat(operation.at("/responses/default/content").propertyNames())
            .containsExactly("application/problem+json");
      }
    }
    assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(endpoints());
    assertThat(api.at("/paths/~1api~1v1~1users/get/security").size()).isEqualTo(2);
    assertThat(api.at("/paths/~1api~1v1~1tokens/post/security").size()).isEqualTo(1);
    assertThat(api.at("/paths/~1api~1v1~1session/post/security").size()).isZero();
  }

  @Test
  void whoeverHasNotSignedInSeesNothing() {
    for (var endpoint : endpoints()) {
      var parts = endpoint.split(" ", 2);
      var path = parts[1].replaceAll("\\{.*?}", "x");
      var type = path.endsWith("/bounces") ? "message/rfc822" : "application/json";
      var body = parts[0].equals("GET") ? null : "{}";
      var reply = server.anybody().raw(parts[0], path, body, "Content-Type", type);
      var isOpen =
          path.startsWith("/health")
              || path.equals("/metrics")
              || Set.of(
                      "POST /api/v1/session",
                      "POST /api/v1/setup",
                      "POST /api/v1/invitations/accept",
                      "POST /api/v1/passwords")
                  .contains(endpoint);
      if (isOpen) {
        assertThat(reply.status()).as(endpoint).isIn(200, 422);
      } else {
        reply.isProblem(401, "not-signed-in");
      }
    }
  }

  @SuppressWarnings("UnusedMethod")
  private static final class Examples {
    @Needs(Scope.READ)
    void needs() {}

    @Open
    void open() {}

    void forgotten() {}

    @Open
    @Needs(Scope.READ)
    void both() {}
  }

  @Test
  void anEndpointThatSaysNothingKeepsTheServerFromStarting() {
    var methods =
        Arrays.stream(Examples.class.getDeclaredMethods())
            .map(method -> new HandlerMethod(new Examples(), method))
            .toList();
    assertThat(Rights.faults(methods))
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).contains("forgotten"))
        .anySatisfy(it -> assertThat(it).contains("both"));
  }
}
