package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.problem.InvalidInput;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings are checked all at once, and never show the secret. */
class CustomerInsightsSettingsTest {

  private static final URI ENVIRONMENT = URI.create("https://org.crm4.dynamics.com");

  private static CustomerInsightsSettings settings() {
    return CustomerInsightsSettings.of(
        ENVIRONMENT, "contoso.onmicrosoft.com", "c1a7a0de-3b1e", "hush hush");
  }

  @Test
  void haveMicrosoftsCloudAndTheLargestPagesUnlessSaid() {
    assertThat(settings().authority()).isEqualTo(URI.create("https://login.microsoftonline.com"));
    assertThat(settings().pageSize()).isEqualTo(5_000);
    assertThat(settings().pageOf("A b")).isEqualTo(URI.create("https://home.ci.ai.dynamics.com/"));
    var other =
        settings()
            .withAuthority(URI.create("https://login.microsoftonline.us/"))
            .withPageSize(500)
            .withTimeLimit(Duration.ofSeconds(9))
            .withSegmentPage("https://ci.example/app/segments/{segment}?x={segment}");
    assertThat(other.authority()).isEqualTo(URI.create("https://login.microsoftonline.us"));
    assertThat(other.pageSize()).isEqualTo(500);
    assertThat(other.timeLimit()).isEqualTo(Duration.ofSeconds(9));
    assertThat(other.pageOf("A b/ü?"))
        .isEqualTo(
            URI.create("https://ci.example/app/segments/A%20b%2F%C3%BC%3F?x=A%20b%2F%C3%BC%3F"));
    assertThat(other.environment()).isEqualTo(ENVIRONMENT);
    assertThat(other.secret()).isEqualTo("hush hush");
  }

  @Test
  void doNotShowTheSecret() {
    assertThat(settings().toString())
        .doesNotContain("hush")
        .contains("secret=***", "org.crm4.dynamics.com", "contoso.onmicrosoft.com");
  }

  @Test
  void areRefusedAllAtOnce() {
    var refusal =
        catchThrowableOfType(
            InvalidInput.class,
            () ->
                new CustomerInsightsSettings(
                    URI.create("http://org.crm4.dynamics.com"),
                    "a/b",
                    "",
                    " ",
                    URI.create("https://login.example/path"),
                    5_001,
                    Duration.ZERO,
                    "segments"));
    assertThat(refusal.problems())
        .extracting(problem -> problem.place().file())
        .containsExactly(
            "customer-insights.authority",
            "customer-insights.client",
            "customer-insights.environment",
            "customer-insights.page-size",
            "customer-insights.secret",
            "customer-insights.segment-page",
            "customer-insights.tenant",
            "customer-insights.time-limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://org.crm4.dynamics.com",
        "http://127.0.0.1.evil.example",
        "ftp://127.0.0.1",
        "org.crm4.dynamics.com",
        "mailto:ann@example.org",
        "https://user@org.crm4.dynamics.com",
        "https://org.crm4.dynamics.com/api/data",
        "https://org.crm4.dynamics.com?x",
        "https://org.crm4.dynamics.com#x",
        "/path",
      })
  void takeOnlyAddressesToWhichASecretMayGo(String address) {
    var refusal =
        catchThrowableOfType(
            InvalidInput.class,
            () -> CustomerInsightsSettings.of(URI.create(address), "t", "c", "s"));
    assertThat(refusal).as(address).isNotNull();
    assertThat(refusal.problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://org.crm4.dynamics.com/",
        "HTTPS://ORG.crm4.dynamics.com",
        "http://127.0.0.1:8365",
        "http://localhost:1",
        "http://[::1]:8365/"
      })
  void takeThisMachineWithoutEncryption(String address) {
    assertThat(CustomerInsightsSettings.of(URI.create(address), "t", "c", "s").environment())
        .hasToString(address.replaceAll("/$", ""));
  }
}
