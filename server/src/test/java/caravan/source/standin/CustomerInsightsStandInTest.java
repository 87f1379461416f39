package caravan.source.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-in speaks as Entra ID and Dataverse do: asked by hand, without our own client. */
class CustomerInsightsStandInTest {

  private static final String PROFILES = "msdynci_customerprofiles";
  private static final String ATTRIBUTES =
      "EntityDefinitions(LogicalName='msdynci_customerprofile')/Attributes";

  private final HttpClient http = HttpClient.newHttpClient();
  private final StandInData data = StandInData.generated(3, 1_200);
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private CustomerInsightsStandIn standIn;

  @BeforeEach
  void start() throws IOException {
    standIn = CustomerInsightsStandIn.start(0, data, () -> now);
  }

  @AfterEach
  void stop() {
    standIn.close();
    http.close();
  }

  private URI at(String path) {
    return URI.create(standIn.settings().environment() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> signIn(Map<String, String> changed) {
    var settings = standIn.settings();
    var form = new TreeMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", settings.client());
    form.put("client_secret", settings.secret());
    form.put("scope", settings.environment() + "/.default");
    form.put("tenant", settings.tenant());
    form.putAll(changed);
    var tenant = form.remove("tenant");
    var fields = new ArrayList<String>();
    form.forEach(
        (name, value) -> fields.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send(
        HttpRequest.newBuilder(at("/" + tenant + "/oauth2/v2.0/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(String.join("&", fields))));
  }

  private String token() {
    return json(signIn(Map.of())).path("access_token").stringValue();
  }

  private HttpResponse<String> get(String token, String path, String... headers) {
    return get(token, at("/api/data/v9.2/" + path), headers);
  }

  private HttpResponse<String> get(String token, URI address, String... headers) {
    var request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    for (var i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  @Test
  void givesTokensThatExpire() {
    standIn.tokenLifetime(Duration.ofMinutes(10));
    var answer = signIn(Map.of());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(json(answer).path("expires_in").intValue()).isEqualTo(600);
    var token = json(answer).path("access_token").stringValue();
    now = now.plusSeconds(599);
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(200);
    now = now.plusSeconds(1);
    var expired = get(token, PROFILES);
    assertThat(expired.statusCode()).isEqualTo(401);
    assertThat(expired.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("Bearer error=\"invalid_token\"");
    for (var wrong : List.of("", "x", token + "x")) {
      assertThat(get(wrong, PROFILES).statusCode()).isEqualTo(401);
    }
    assertThat(send(HttpRequest.newBuilder(at("/api/data/v9.2/" + PROFILES))).statusCode())
        .isEqualTo(401);
  }

  @Test
  void refusesToSignInAsEntraIdDoes() {
    var expected =
        Map.of(
            Map.of("client_secret", "wrong"), List.of(401, "invalid_client", 7000215),
            Map.of("client_id", "wrong"), List.of(400, "unauthorized_client", 700016),
            Map.of("tenant", "wrong"), List.of(400, "invalid_request", 90002),
            Map.of("scope", "https://other.example/.default"), List.of(400, "invalid_scope", 70011),
            Map.of("grant_type", "password"), List.of(400, "unsupported_grant_type", 70003));
    expected.forEach(
        (changed, said) -> {
          var answer = signIn(changed);
          assertThat(answer.statusCode()).as(changed.toString()).isEqualTo(said.get(0));
          var error = json(answer);
          assertThat(error.path("error").stringValue()).isEqualTo(said.get(1));
          assertThat(error.path("error_codes").path(0).intValue()).isEqualTo(said.get(2));
          assertThat(error.path("error_description").stringValue())
              .startsWith("AADSTS" + said.get(2) + ": ")
              .contains("Trace ID: ");
          assertThat(answer.body()).doesNotContain(standIn.settings().secret());
        });
    assertThat(standIn.tokensIssued()).isZero();
  }

  @Test
  void givesPagesOf500UnlessAskedOtherwise() {
    var token = token();
    var ids = new HashSet<String>();
    var sizes = new ArrayList<Integer>();
    var next = at("/api/data/v9.2/" + PROFILES + "?$select=msdynci_city");
    while (next != null) {
      var answer = get(token, next);
      assertThat(answer.headers().firstValue("OData-Version")).contains("4.0");
      var page = json(answer);
      sizes.add(page.path("value").size());
      for (var row : page.path("value")) {
        assertThat(row.propertyNames())
            .containsExactlyInAnyOrder("@odata.etag", "msdynci_city", "msdynci_customerprofileid");
        assertThat(ids.add(row.path("msdynci_customerprofileid").stringValue())).isTrue();
      }
      var link = page.path("@odata.nextLink");
      next = link.isMissingNode() ? null : URI.create(link.stringValue());
      if (next != null) {
        assertThat(next.getRawQuery())
            .startsWith("$select=msdynci_city&$skiptoken=%3Ccookie%20pagenumber=")
            .contains("%253cmsdynci_customerprofileid%2520last%253d%2522%257b");
      }
    }
    assertThat(sizes).containsExactly(500, 500, 200);
    assertThat(ids).hasSize(1_200);
  }

  @Test
  void takesTheWishedSizeOfPages() {
    var token = token();
    var sizes = Map.of("7", 7, "1200", 1_200, "5000", 1_200, "5001", 500, "0", 500, "x", 500);
    sizes.forEach(
        (wish, size) -> {
          var answer = get(token, PROFILES, "Prefer", "odata.maxpagesize=" + wish);
          assertThat(json(answer).path("value")).as(wish).hasSize(size);
          assertThat(answer.headers().firstValue("Preference-Applied")).isPresent();
        });
  }

  @Test
  void rowsHaveEveryColumnUnlessSomeAreSelected() {
    var row = json(get(token(), PROFILES)).path("value").path(0);
    assertThat(row.propertyNames())
        .contains("msdynci_customerid", "msdynci_birthdate", "createdon", "versionnumber")
        .doesNotContain("ownerid", "owneridname", "createdby");
    assertThat(row.path("msdynci_customerid").stringValue()).matches("[0-9a-f]{32}");
    assertThat(row.path("msdynci_lifetimevalue").isNumber()).isTrue();
    assertThat(row.path("partitionid").isNull()).isTrue();
  }

  @Test
  void listsSegmentsOfACustomerAsATextOfJson() {
    var token = token();
    var row = json(get(token, "msdynci_segmentmemberships")).path("value").path(0);
    var customer = row.path("msdynci_customerid").stringValue();
    var list = JsonMapper.shared().readTree(row.path("msdynci_segments").stringValue());
    assertThat(list.path("Segments")).isNotEmpty();
    for (var segment : list.path("Segments")) {
      assertThat(data.members(segment.stringValue())).contains(customer);
    }
    assertThat(row.path("msdynci_identifier").stringValue()).startsWith(customer + "|");
    assertThat(row.path("msdynci_segmentmembershiptype").stringValue()).isEqualTo("Customer");
    var filtered =
        get(
            token,
            "mscipriv_segmentmetadatas?$select=msdyn_name&$filter=msdyn_name%20eq%20'Loyalty_gold'%20and%20msdyn_isdeleted%20eq%20false");
    assertThat(json(filtered).path("value")).hasSize(1);
  }

  @Test
  void definesItsColumns() {
    var token = token();
    var all = json(get(token, ATTRIBUTES + "?$select=LogicalName,AttributeType")).path("value");
    var types = new HashMap<String, String>();
    for (var attribute : all) {
      assertThat(attribute.propertyNames())
          .containsExactlyInAnyOrder("@odata.type", "LogicalName", "AttributeType", "MetadataId");
      types.put(
          attribute.path("LogicalName").stringValue(),
          attribute.path("AttributeType").stringValue());
    }
    assertThat(types)
        .containsEntry("msdynci_customerid", "String")
        .containsEntry("msdynci_customerprofileid", "Uniqueidentifier")
        .containsEntry("msdynci_loyaltypoints", "Integer")
        .containsEntry("msdynci_lifetimevalue", "Decimal")
        .containsEntry("ownerid", "Owner")
        .containsEntry("versionnumber", "BigInt");
    var days =
        json(get(token, ATTRIBUTES + "/Microsoft.Dynamics.CRM.DateTimeAttributeMetadata"))
            .path("value");
    assertThat(days).isNotEmpty();
    for (var day : days) {
      var isBirth = day.path("LogicalName").stringValue().equals("msdynci_birthdate");
      assertThat(day.path("DateTimeBehavior").path("Value").stringValue())
          .isEqualTo(isBirth ? "DateOnly" : "UserLocal");
    }
    var decimals =
        json(get(token, ATTRIBUTES + "/Microsoft.Dynamics.CRM.DecimalAttributeMetadata"))
            .path("value");
    assertThat(decimals).hasSize(1);
    assertThat(decimals.path(0).path("Precision").intValue()).isEqualTo(2);
  }

  @Test
  void refusesAsDataverseDoes() {
    var token = token();
    var expected =
        Map.of(
            "accounts",
            404,
            "EntityDefinitions(LogicalName='account')/Attributes",
            404,
            PROFILES + "?$select=msdynci_nothing",
            400,
            PROFILES + "?$select=ownerid",
            400,
            PROFILES + "?$filter=msdynci_nothing%20eq%201",
            400,
            PROFILES + "?$skiptoken=7",
            400,
            PROFILES + "?$orderby=msdynci_city",
            501,
            PROFILES + "?$filter=contains(msdynci_city,'x')",
            501);
    expected.forEach(
        (path, status) -> {
          var answer = get(token, path);
          assertThat(answer.statusCode()).as(path).isEqualTo(status);
          assertThat(json(answer).path("error").path("message").stringValue()).isNotBlank();
          assertThat(json(answer).path("error").path("code").stringValue()).startsWith("0x");
        });
    assertThat(send(HttpRequest.newBuilder(at("/api/data/v9.2/" + PROFILES)).DELETE()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void protectsItself() {
    var token = token();
    standIn.limit(2, Duration.ofSeconds(10));
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(200);
    now = now.plusSeconds(4);
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(200);
    var answer = get(token, PROFILES);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("6");
    assertThat(json(answer).path("error").path("code").stringValue()).isEqualTo("0x80072322");
    assertThat(json(answer).path("error").path("message").stringValue())
        .isEqualTo("Number of requests exceeded the limit of 2 over time window of 10 seconds.");
    now = now.plusSeconds(6);
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(200);
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(429);
  }

  private int admin(String method, String path, String body) {
    return send(HttpRequest.newBuilder(at("/admin" + path))
            .method(method, BodyPublishers.ofString(body)))
        .statusCode();
  }

  @Test
  void canBeChangedByTheBackDoor() {
    var ann = "0123456789abcdef0123456789abcdef";
    assertThat(
            admin(
                "PUT",
                "/profiles/" + ann,
                "{\"msdynci_city\": \"Graz\", \"msdynci_lifetimevalue\": 1.10}"))
        .isEqualTo(204);
    assertThat(admin("PUT", "/profiles/" + ann, "{\"msdynci_city\": null}")).isEqualTo(204);
    assertThat(data.profile(ann).orElseThrow())
        .containsOnlyKeys("msdynci_customerid", "msdynci_lifetimevalue");
    assertThat(admin("GET", "/profiles/" + ann, "")).isEqualTo(200);
    assertThat(admin("PUT", "/profiles/" + ann, "{\"msdynci_no\": 1}")).isEqualTo(400);
    assertThat(admin("PUT", "/profiles/" + ann, "no JSON")).isEqualTo(400);
    assertThat(admin("PUT", "/segments/New", "{\"name\": \"A new one\"}")).isEqualTo(204);
    assertThat(admin("PUT", "/segments/New/members/" + ann, "")).isEqualTo(204);
    assertThat(data.members("New")).containsExactly(ann);
    assertThat(admin("DELETE", "/segments/New/members/" + ann, "")).isEqualTo(204);
    assertThat(admin("DELETE", "/segments/New/members/" + ann, "")).isEqualTo(404);
    assertThat(admin("DELETE", "/segments/New", "")).isEqualTo(204);
    assertThat(data.segments()).noneMatch(segment -> segment.id().equals("New"));
    assertThat(admin("DELETE", "/profiles/" + ann, "")).isEqualTo(204);
    assertThat(admin("DELETE", "/profiles/" + ann, "")).isEqualTo(404);
    assertThat(admin("DELETE", "/columns/msdynci_city", "")).isEqualTo(204);
    assertThat(get(token(), PROFILES + "?$select=msdynci_city").statusCode()).isEqualTo(400);
    assertThat(admin("GET", "", "")).isEqualTo(200);
    assertThat(admin("GET", "/nothing", "")).isEqualTo(404);
    assertThat(admin("POST", "/profiles/" + ann, "")).isEqualTo(405);
  }

  @Test
  void failsOnRequest() {
    var token = token();
    assertThat(admin("PUT", "/faults/server-error", "{\"times\": 2, \"after\": 1}")).isEqualTo(204);
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 4; i++) {
      statuses.add(get(token, PROFILES).statusCode());
    }
    assertThat(statuses).containsExactly(200, 500, 500, 200);
    assertThat(admin("PUT", "/faults/server-error", "")).isEqualTo(204);
    assertThat(admin("DELETE", "/faults", "")).isEqualTo(204);
    assertThat(get(token, PROFILES).statusCode()).isEqualTo(200);
    assertThat(admin("PUT", "/faults/earthquake", "")).isEqualTo(404);
  }

  @Test
  void showsThePageOfASegment() {
    data.putSegment("Odd", "A <b> & \u00fc", null);
    data.addMember("Odd", "x");
    var page = send(HttpRequest.newBuilder(at("/segments/Odd")));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("A &lt;b&gt; &amp; ü", "1 members").doesNotContain("<b>");
    assertThat(send(HttpRequest.newBuilder(at("/segments/None"))).statusCode()).isEqualTo(404);
    assertThat(send(HttpRequest.newBuilder(at("/"))).statusCode()).isEqualTo(404);
  }
}
