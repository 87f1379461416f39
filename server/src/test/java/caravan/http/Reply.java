package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Reply(HttpResponse<String> response) {

  public int status() {
    return response.statusCode();
  }

  public String body() {
    return response.body();
  }

  public JsonNode json() {
    return JsonMapper.shared().readTree(response.body());
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public Reply is(int status) {
    assertThat(status()).as("%s %s", response.request().uri(), body()).isEqualTo(status);
    return this;
  }

  /** A problem with this status and code. */
  public Reply isProblem(int status, String code) {
    is(status);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(json().get("status").asInt()).isEqualTo(status);
    assertThat(json().get("code").asString()).isEqualTo(code);
    assertThat(json().get("type").asString()).isEqualTo("urn:caravan:" + code);
    return this;
  }

  /** The messages of all faults. */
  public List<String> faults() {
    return json().path("problems").valueStream().map(it -> it.get("message").asString()).toList();
  }
}
