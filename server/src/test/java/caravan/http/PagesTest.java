package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages, filled in as a browser without scripts does it. */
class PagesTest {

  @TempDir private Path folder;
  private TestServer server;

  @BeforeEach
  void starts() {
    server = TestServer.start(folder);
  }

  @AfterEach
  void ends() {
    server.close();
  }

  private static Document page(Reply reply) {
    assertThat(reply.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
    var page = Jsoup.parse(reply.body());
    assertThat(page.select("script, [style], [onclick]")).isEmpty();
    assertThat(page.select("html[lang], title, h1, main")).hasSize(4);
    for (var input : page.select("input:not([type=hidden])")) {
      assertThat(page.select("label[for=" + input.id() + "]")).hasSize(1);
      assertThat(input.attr("autocomplete")).isNotEmpty();
    }
    return page;
  }

  /** Fills in the form of a page, hidden fields as they are, and sends it without a script. */
  private static Reply submit(Client client, Document page, Map<String, String> filled) {
    var form = page.expectFirst("form[method=post]");
    var fields = new java.util.LinkedHashMap<String, String>();
    form.select("input").forEach(it -> fields.put(it.attr("name"), it.attr("value")));
    assertThat(fields.keySet()).containsAll(filled.keySet());
    fields.putAll(filled);
    return client.withoutCsrf().form(form.attr("action"), fields);
  }

  @Test
  void theFirstAdministratorSetsUpAndSignsOutAndIn() {
    var browser = server.anybody();
    assertThat(page(browser.raw("GET", "/login", null)).text()).contains("Not set up yet");
    var path = "/setup?token=" + server.setupKey();
    var wrong =
        submit(
                browser,
                page(browser.raw("GET", path, null).is(200)),
                Map.of("name", "<b>Ann</b>", "email", "ann@example.org", "password", "short"))
            .is(422);
    var again = page(wrong);
    assertThat(again.select("[role=alert]").text())
        .contains("A password has at least 12 characters.");
    assertThat(again.select("#name").attr("value")).isEqualTo("<b>Ann</b>");
    assertThat(again.select("#password").attr("value")).isEmpty();
    var done = submit(browser, again, Map.of("password", TestServer.PASSWORD)).is(303);
    assertThat(done.header("Location")).isEqualTo("/");
    var start = page(browser.raw("GET", "/", null).is(200));
    assertThat(start.text()).contains("<b>Ann</b>, administrator", "/api/v1");
    assertThat(submit(browser, start, Map.of()).is(303).header("Location")).isEqualTo("/login");
    assertThat(browser.raw("GET", "/", null).is(303).header("Location")).isEqualTo("/login");
    var login = page(browser.raw("GET", "/login", null).is(200));
    var refused =
        submit(browser, login, Map.of("email", "ann@example.org", "password", "wrong")).is(401);
    assertThat(page(refused).text()).contains("The e-mail address or the password is wrong.");
    submit(
            browser,
            page(refused),
            Map.of("email", "ann@example.org", "password", TestServer.PASSWORD))
        .is(303);
    page(browser.raw("GET", "/", null).is(200));
  }

  @Test
  void theInvitedAndTheForgetfulChooseAPassword() {
    var ann = server.administrator();
    var link =
        ann.post("/api/v1/invitations", Map.of("email", "bob@example.org", "role", "viewer"))
            .is(201)
            .json()
            .get("link")
            .asString();
    assertThat(link).startsWith(server.address() + "/invitation?token=");
    var path = link.substring(server.address().toString().length());
    var bob = server.anybody();
    var invitation = page(bob.raw("GET", path, null).is(200));
    assertThat(invitation.text()).contains("Ann invites you", "bob@example.org");
    submit(bob, invitation, Map.of("name", "Bob", "password", TestServer.PASSWORD)).is(303);
    var id = bob.get("/api/v1/session").is(200).json().at("/user/id").asString();
    assertThat(page(server.anybody().raw("GET", path, null).is(403)).text())
        .contains("This link does not work");
    var reset =
        ann.post("/api/v1/users/" + id + "/password-link", "{}")
            .is(201)
            .json()
            .get("link")
            .asString()
            .substring(server.address().toString().length());
    var elsewhere = server.anybody();
    submit(
            elsewhere,
            page(elsewhere.raw("GET", reset, null).is(200)),
            Map.of("password", "another horse battery"))
        .is(303);
    bob.get("/api/v1/session").isProblem(401, "not-signed-in");
    elsewhere.get("/api/v1/session").is(200);
    for (var key : new String[] {"", "x", "../..", "%00"}) {
      for (var page : new String[] {"/setup", "/invitation", "/password"}) {
        assertThat(server.anybody().raw("GET", page + "?token=" + key, null).status())
            .isIn(400, 403);
      }
    }
  }

  @Test
  void aFormOfSomebodyElseIsRefused() {
    server.administrator();
    var browser = server.anybody().withoutCsrf();
    browser
        .form("/login", Map.of("email", "ann@example.org", "password", TestServer.PASSWORD))
        .isProblem(403, "csrf");
    browser.form("/logout", Map.of()).isProblem(403, "csrf");
  }
}
