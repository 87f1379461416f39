package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.http.EffectiveSettings.Setting;
import caravan.problem.InvalidInput;
import caravan.security.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir private Path folder;

  private Settings read(Map<String, String> environment, Map<String, String> options) {
    return SettingsReader.read(folder, environment, options);
  }

  private void file(String text) throws IOException {
    Files.writeString(folder.resolve("server.yaml"), text);
  }

  private List<String> problems(Map<String, String> environment, Map<String, String> options) {
    try {
      read(environment, options);
    } catch (InvalidInput invalid) {
      return invalid.problems().stream().map(Object::toString).toList();
    }
    throw new AssertionError("nothing was wrong");
  }

  @Test
  void nothingNeedsToBeSet() {
    var variables =
        Map.of("PATH", "/bin", "CARAVAN_JAVA_OPTIONS", "-Xmx2g", "CARAVAN_SECRET_SMS", "s3cret");
    var settings = read(variables, Map.of());
    assertThat(settings.http().address()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().largestBody()).isEqualTo(1_000_000_000);
    assertThat(settings.state().databaseMemory()).isEqualTo(1_500_000_000);
    assertThat(settings.security().sessionIdle()).isEqualTo(Duration.ofHours(8));
    assertThat(settings.security().oidc()).isEmpty();
    assertThat(settings.effective().settings()).extracting(Setting::from).containsOnly("default");
  }

  @Test
  void eachSourceOverlaysTheOneBefore() throws IOException {
    file("port: 1\naddress: 0.0.0.0\nstreams: 7\n");
    var settings = read(Map.of("CARAVAN_PORT", "2", "CARAVAN_STREAMS", "8"), Map.of("port", "3"));
    assertThat(settings.http().port()).isEqualTo(3);
    assertThat(settings.intake().streams()).isEqualTo(8);
    assertThat(settings.http().address()).isEqualTo("0.0.0.0");
    assertThat(settings.effective().settings())
        .contains(
            new Setting("port", "3", "--port"),
            new Setting("streams", "8", "CARAVAN_STREAMS"),
            new Setting("address", "0.0.0.0", "server.yaml:2"));
  }

  @Test
  void everythingWrongIsSaidAtOnce() throws IOException {
    file(
        """
        prot: 80
        port: many
        session-idle: 9 days
        largest-body: 3 apples
        log: xml
        public-url: http://caravan.example.org
        oidc:
          issuer: https://id.example.org
          client: x
          roles: {Admins: admin}
        """);
    assertThat(problems(Map.of("CARAVAN_PROT", "1", "CARAVAN_STREAMS", "0"), Map.of("address", "")))
        .containsExactlyInAnyOrder(
            "server.yaml:1: server.yaml has no 'prot' (did you mean 'port'? it takes "
                + "address, port, public-url, trusted-proxies, allow-insecure-cookies, largest-body,"
                + " state, database-memory, queue-rows, inbox-keep, streams, streams-per-user, session-idle,"
                + " session-longest, log, log-level, metrics-token, customer-insights, oidc)",
            "server.yaml:2: 'port' should be a whole number from 0 to 65535, found 'many'",
            "default: 'session-longest' is shorter than 'session-idle'",
            "server.yaml:4: 'largest-body' should be a size like '1500 MB', found '3 apples'",
            "server.yaml:5: 'xml' is no log (there are: text, json)",
            "server.yaml:6: 'public-url' should be https: passwords and cookies would go over the"
                + " network unprotected ('allow-insecure-cookies: true' lets them)",
            "server.yaml:8: 'oidc.issuer' is set, so 'oidc.client-id' is needed too",
            "server.yaml:8: 'oidc.issuer' is set, so 'oidc.client-secret' is needed too",
            "server.yaml:9: 'oidc' has no 'client' (it takes issuer, client-id, client-secret,"
                + " label, roles-claim, roles, scopes)",
            "server.yaml:10: 'admin' is no role (there are: viewer, marketer, administrator)",
            "CARAVAN_PROT: there is no such setting (did you mean 'CARAVAN_PORT'?)",
            "CARAVAN_STREAMS: 'streams' should be a whole number from 1 to 1000000, found '0'");
  }

  @Test
  void secretsAreNeverShown() throws IOException {
    file(
        """
        state: postgresql://caravan:pg-secret@db.example/caravan
        metrics-token: metrics-secret-1234
        oidc:
          issuer: https://id.example.org/realms/one/
          client-id: caravan
          client-secret: oidc-secret
          roles-claim: realm_access.roles
          roles: {"cn=Admins,ou=x": administrator, staff: viewer}
          scopes: [openid, email]
        """);
    var settings = read(Map.of(), Map.of());
    var oidc = settings.security().oidc().orElseThrow();
    assertThat(oidc.issuer()).isEqualTo(URI.create("https://id.example.org/realms/one/"));
    assertThat(oidc.clientSecret().value()).isEqualTo("oidc-secret");
    assertThat(oidc.roles())
        .isEqualTo(Map.of("cn=Admins,ou=x", Role.ADMINISTRATOR, "staff", Role.VIEWER));
    assertThat(oidc.scopes()).containsExactly("openid", "email");
    assertThat(settings.toString()).doesNotContain("pg-secret", "metrics-secret", "oidc-secret");
    assertThat(settings.effective().settings())
        .contains(
            new Setting("state", "postgresql://db.example/caravan", "server.yaml:1"),
            new Setting("metrics-token", "(secret)", "server.yaml:2"),
            new Setting("oidc.client-secret", "(secret)", "server.yaml:6"));
    file("state: mysql://u:pg-secret@h/d\nmetrics-token: hush\n");
    assertThat(String.join("\n", problems(Map.of(), Map.of())))
        .contains("'state' should be an address", "'metrics-token' should have 16 characters")
        .doesNotContain("pg-secret", "hush");
  }

  @Test
  void aFileThatIsNoYamlIsSaidSo() throws IOException {
    file("port: [");
    assertThatThrownBy(() -> read(Map.of(), Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("server.yaml:")
        .hasMessageContaining("this is not YAML");
    file("- a\n");
    assertThatThrownBy(() -> read(Map.of(), Map.of())).isInstanceOf(InvalidInput.class);
    file("# nothing\n");
    assertThatThrownBy(() -> read(Map.of(), Map.of())).hasMessageContaining("empty");
  }
}
