package caravan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers do with their letters: they open them, follow links, choose, and want no more. */
class ReaderPagesTest {

  private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Firefox/128.0";

  @TempDir private Path folder = Path.of("");
  private TestServer server;
  private Client ann;

  @BeforeEach
  void starts() throws IOException {
    write(
        "caravan.yaml",
        """
        tables:
          contact:
            audience: true
            key: id
            data: data/contacts.csv
            columns: {id: text, email: text, lang: text, ok: boolean}
            roles: {email: email, language: lang, consent: ok}
        channels: {email: {outbox: out/, from: "Harbour <news@harbour.example>"}}
        consent:
          tracking: always
          postal-address: Hafenstraße 12, Hamburg
          topics: {offers: "Offers & more", news: News}
        """);
    write(
        "data/contacts.csv",
        """
        id,email,lang,ok
        ann,Ann@Example.org,de,true
        bob,bob@example.org,en,true
        cid,cid@example.org,,
        """);
    write(
        "segments.yaml",
        "segments: [{segment: All, where: id is not missing}, {segment: Unasked, where: ok is missing}]");
    write(
        "journeys/ask.yaml",
        """
        journey: Ask
        audience: {segments: [Unasked]}
        frequency: ongoing
        steps: [{email: bill}]
        """);
    write(
        "journeys/welcome.yaml",
        """
        journey: Welcome
        audience: {segments: [All]}
        frequency: ongoing
        steps:
          - email: hello
          - wait-for:
              if: any(opened where message = 'hello')
              then:
                - wait-for:
                    if: any(clicked where message = 'hello' and link = 'https://x.example/a?b=1&c=2')
                    then: [{email: offer}]
          - email: bill
          - wait: 1 day
        """);
    write(
        "messages/hello.md",
        """
        ---
        subject: Hello
        topic: news
        ---
        [Go](https://x.example/a?b=1&c=2) or [there](https://x.example/b) or [mail](mailto:a@x.example)
        """);
    write("messages/offer.md", "---\nsubject: Offer\ntopic: offers\n---\nBuy!");
    write(
        "messages/bill.md",
        "---\nsubject: Bill\nkind: transactional\ntopic: offers\n---\nPay! [Yes]({{links.confirm}})");
    server = TestServer.start(folder);
    ann = server.administrator();
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @AfterEach
  void ends() {
    server.close();
  }

  /** Asks again and again, for as long as anybody would wait. */
  private static void eventually(String what, BooleanSupplier is) {
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!is.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  private record Letter(String html, String text, String unsubscribe, String eml) {

    List<String> links() {
      return Pattern.compile("(?:href|src)=\"([^\"]+)\"")
          .matcher(html)
          .results()
          .map(it -> it.group(1))
          .toList();
    }

    /** Those of ours, as paths. */
    String ours(int index) {
      return path(links().stream().filter(it -> it.contains("/r/")).toList().get(index));
    }

    String pixel() {
      return path(
          Pattern.compile("src=\"([^\"]+)\"")
              .matcher(html)
              .results()
              .map(it -> it.group(1))
              .findFirst()
              .orElseThrow());
    }
  }

  private static String path(String address) {
    return URI.create(address).getPath();
  }

  private List<Long> letters(String person, String message) {
    return ann.get("/api/v1/inbox?person=" + person + "&message=" + message)
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .map(it -> it.get("id").asLong())
        .toList();
  }

  private Letter letter(String person, String message) {
    eventually(message + " to " + person, () -> !letters(person, message).isEmpty());
    var id = letters(person, message).getFirst();
    var whole = ann.get("/api/v1/inbox/" + id).is(200).json();
    return new Letter(
        whole.get("html").asString(),
        whole.get("text").asString(),
        whole.path("unsubscribe").asString(""),
        ann.raw("GET", "/api/v1/inbox/" + id + "/eml", null).is(200).body());
  }

  private long happened(String person, String kind) {
    return ann.get("/api/v1/people/contact/" + person + "/timeline")
        .is(200)
        .json()
        .get("items")
        .valueStream()
        .filter(it -> it.get("kind").asString().equals(kind))
        .count();
  }

  /** A browser of nobody that we know. */
  private Client reader() {
    return server.anybody().withoutCsrf().with("User-Agent", BROWSER);
  }

  private Map<String, Boolean> consent(String person) {
    var lines = new LinkedHashMap<String, Boolean>();
    ann.get("/api/v1/people/contact/" + person + "/consent")
        .is(200)
        .json()
        .get("lines")
        .forEach(it -> lines.put(it.path("topic").asString("*"), it.get("allowed").asBoolean()));
    return lines;
  }

  @Test
  void aLetterIsMarkedForItsReader() {
    var letter = letter("ann", "hello");
    var base = server.address() + "/r/";
    assertThat(letter.links()).filteredOn(it -> it.startsWith(base)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(letter.html())
        .contains("href=\"mailto:a@x.example\"")
        .contains("Abmelden")
        .contains("Hafenstraße 12, Hamburg")
        .doesNotContain("https://x.example");
    assertThat(letter.text()).contains("Abmelden: " + base).doesNotContain("https://x.example");
    assertThat(letter.eml().replaceAll("\r\n\\s+", " "))
        .contains("List-Unsubscribe: <" + letter.unsubscribe() + ">")
        .contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    assertThat(letter("bob", "hello").html()).contains("Unsubscribe");
    assertThat(letters("cid", "hello")).as("no consent").isEmpty();
  }

  @Test
  void openingAndClickingMovePeople() {
    var letter = letter("ann", "hello");
    var pixel = reader().raw("GET", letter.pixel(), null).is(200);
    assertThat(pixel.header("Content-Type")).isEqualTo("image/gif");
    assertThat(pixel.header("Cache-Control")).contains("no-store");
    assertThat(pixel.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(pixel.header("Set-Cookie")).isEmpty();
    eventually("opened", () -> happened("ann", "opened") == 1);
    var click = reader().raw("GET", letter.ours(0), null).is(302);
    assertThat(click.header("Location")).isEqualTo("https://x.example/a?b=1&c=2");
    eventually("clicked", () -> happened("ann", "clicked") == 1);
    assertThat(letter("ann", "offer").html()).contains("Buy!");
    assertThat(letters("bob", "offer")).isEmpty();
  }

  @Test
  void programsAreLedThereButDoNotCount() {
    var letter = letter("bob", "hello");
    reader().raw("HEAD", letter.ours(0), null).is(302);
    reader().with("Sec-Purpose", "prefetch").raw("GET", letter.pixel(), null).is(200);
    server.anybody().with("User-Agent", "Mozilla/5.0").raw("GET", letter.pixel(), null).is(200);
    reader().raw("GET", letter.ours(0), null).is(302);
    reader().raw("GET", letter.ours(1), null).is(302);
    server.clock().pass(Duration.ofMinutes(5));
    reader().raw("GET", letter.pixel(), null).is(200);
    eventually("opened", () -> happened("bob", "opened") == 1);
    reader().raw("GET", letter.ours(1), null).is(302);
    eventually("clicked", () -> happened("bob", "clicked") == 1);
    assertThat(happened("bob", "opened")).isEqualTo(1);
  }

  @Test
  void oneClickUnsubscribesAndAFetchDoesNot() {
    var letter = letter("ann", "hello");
    var path = path(letter.unsubscribe());
    var page = reader().raw("GET", path, null).is(200);
    assertThat(page.body()).contains("lang=\"de\"").contains("Abmelden").contains("Harbour");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.header("Set-Cookie")).isEmpty();
    reader().form(path, Map.of("other", "x")).is(200);
    assertThat(consent("ann")).containsEntry("*", true);

    var anywhere =
        reader().with("Origin", "https://mail.example").with("Sec-Fetch-Site", "cross-site");
    assertThat(anywhere.form(path, Map.of("List-Unsubscribe", "One-Click")).is(200).body())
        .contains("Sie sind abgemeldet");
    assertThat(consent("ann")).containsEntry("*", false).containsEntry("offers", false);
    reader().form(path, Map.of("List-Unsubscribe", "One-Click")).is(200);
    assertThat(happened("ann", "unsubscribed")).as("once").isEqualTo(1);

    reader().raw("GET", letter.pixel(), null);
    eventually("opened", () -> happened("ann", "opened") == 1);
    reader().raw("GET", letter.ours(0), null);
    assertThat(letter("ann", "bill").html()).as("what they need still comes").contains("Pay!");
    assertThat(letters("ann", "offer")).isEmpty();
    assertThat(happened("ann", "blocked")).isEqualTo(1);
  }

  @Test
  void theOtherKindOfFormWillDo() {
    var path = path(letter("bob", "hello").unsubscribe());
    reader()
        .raw(
            "POST",
            path,
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
            "Content-Type",
            "multipart/form-data; boundary=b")
        .is(200);
    assertThat(consent("bob")).containsEntry("*", false);
  }

  @Test
  void readersChooseTopics() {
    var letter = letter("bob", "hello");
    var choose =
        path(
            Pattern.compile("Choose what you get: (\\S+)")
                .matcher(letter.text())
                .results()
                .map(it -> it.group(1))
                .findFirst()
                .orElseThrow());
    var page = reader().raw("GET", choose, null).is(200).body();
    assertThat(page).contains("Offers &amp; more").contains("value=\"email:offers\" checked");
    var offered = "offered=email:&offered=email:offers&offered=email:news&offered=tracking:";
    var type = new String[] {"Content-Type", "application/x-www-form-urlencoded"};
    reader()
        .raw("POST", choose, offered + "&wanted=email:&wanted=email:news&wanted=tracking:", type)
        .is(200);
    assertThat(consent("bob")).isEqualTo(Map.of("*", true, "offers", false, "news", true));
    reader().raw("POST", choose, offered + "&none=1&wanted=email:", type).is(200);
    assertThat(consent("bob")).isEqualTo(Map.of("*", false, "offers", false, "news", false));
    reader()
        .raw(
            "POST",
            choose,
            offered + "&wanted=email:&wanted=email:offers&wanted=sms:&wanted=x",
            type)
        .is(200);
    assertThat(consent("bob")).isEqualTo(Map.of("*", true, "offers", true, "news", false));
    var json = ann.get("/api/v1/people/contact/bob/consent").is(200).json();
    assertThat(json.get("tracked").asBoolean()).isFalse();
    assertThat(json.get("history").get(0).get("source").asString()).isEqualTo("preferences");
  }

  @Test
  void aConfirmationIsAYes() {
    var bill = letter("cid", "bill");
    assertThat(bill.eml()).doesNotContain("List-Unsubscribe");
    assertThat(consent("cid")).containsEntry("offers", false);
    var confirm = bill.ours(0);
    assertThat(reader().with("Accept-Language", "fr").raw("GET", confirm, null).is(200).body())
        .contains("Offers &amp; more");
    assertThat(consent("cid")).containsEntry("offers", false);
    reader().form(confirm, Map.of()).is(200);
    assertThat(consent("cid")).containsEntry("offers", true).containsEntry("news", false);
  }

  @Test
  void whatIsForgedDoesNothing() {
    var path = path(letter("ann", "hello").unsubscribe());
    var cut = path.substring(0, path.length() - 3);
    assertThat(reader().raw("GET", cut, null).is(404).body()).contains("does not work");
    reader().form(cut, Map.of("List-Unsubscribe", "One-Click")).is(404);
    reader().raw("GET", "/r/" + "A".repeat(100), null).is(404);
    reader().raw("GET", "/r/https:%2F%2Fevil.example", null).is(404);
    var statuses = new java.util.TreeSet<Integer>();
    for (var i = 0; i < 10; i++) {
      statuses.add(reader().raw("GET", cut, null).status());
    }
    assertThat(statuses).contains(429);
    assertThat(reader().raw("GET", path, null).status())
        .as("the right one works still")
        .isEqualTo(200);
    assertThat(consent("ann")).containsEntry("*", true);
  }

  @Test
  void afterARestartLettersAreAnsweredStill() {
    var path = path(letter("bob", "hello").unsubscribe());
    reader().form(path, Map.of("List-Unsubscribe", "One-Click")).is(200);
    server.restart();
    ann = server.administrator();
    assertThat(consent("bob")).containsEntry("*", false);
    assertThat(reader().raw("GET", path(letter("ann", "hello").unsubscribe()), null).status())
        .isEqualTo(200);
  }

  @Test
  void aBouncedAddressGetsNothingMore() {
    var mark =
        Pattern.compile("X-Caravan-Letter: ([A-Za-z0-9_-]+)")
            .matcher(letter("ann", "hello").eml().replaceAll("\r\n\\s+", " "))
            .results()
            .map(it -> it.group(1))
            .findFirst()
            .orElseThrow();
    var mail =
        """
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; x.example

        Final-Recipient: rfc822; Ann@EXAMPLE.org
        Action: failed
        Status: 5.1.1

        --b
        Content-Type: text/rfc822-headers

        X-Caravan-Letter: MARK
        --b--
        """
            .replace("MARK", mark)
            .replace("\n", "\r\n");
    var taken =
        ann.send("POST", "/api/v1/bounces", mail, "Content-Type", "message/rfc822").is(200).json();
    assertThat(taken.get("bounces").get(0).get("known").asBoolean()).isTrue();
    assertThat(happened("ann", "bounced")).isEqualTo(1);
    assertThat(
            ann.get("/api/v1/suppressed")
                .is(200)
                .json()
                .get("items")
                .get(0)
                .get("address")
                .asString())
        .isEqualTo("Ann@example.org");
    ann.send("POST", "/api/v1/bounces", "Subject: x\r\n\r\nx", "Content-Type", "message/rfc822")
        .isProblem(422, "invalid-input");

    for (var kind : List.of("opened", "clicked")) {
      for (var person : List.of("ann", "bob")) {
        ann.post(
                "/api/v1/interactions",
                Map.of(
                    "type",
                    kind,
                    "message",
                    "hello",
                    "contact",
                    person,
                    "link",
                    "https://x.example/a?b=1&c=2"))
            .is(200);
      }
    }
    var _ = letter("bob", "offer");
    var _ = letter("bob", "bill");
    assertThat(letters("ann", "offer")).isEmpty();
    assertThat(letters("ann", "bill")).isEmpty();
    ann.delete("/api/v1/suppressed/Ann@Example.org").is(204);
    ann.delete("/api/v1/suppressed/Ann@Example.org").isProblem(404, "not-found");
    ann.post("/api/v1/suppressed", Map.of("address", "x@Y.example")).is(200);
    ann.post("/api/v1/suppressed", Map.of("address", "nobody")).isProblem(422, "invalid-input");
  }

  @Test
  void whoSpeaksForSomebodyIsNoted() {
    var path = "/api/v1/people/contact/ann/consent";
    var said =
        ann.post(path, Map.of("channel", "email", "topic", "offers", "allowed", false))
            .is(200)
            .json();
    assertThat(said.get("history").get(0).get("source").asString()).isEqualTo("by Ann");
    assertThat(consent("ann")).isEqualTo(Map.of("*", true, "offers", false, "news", true));
    ann.post(path, Map.of("channel", "fax", "allowed", true)).isProblem(422, "invalid-input");
    ann.post(path, Map.of("channel", "tracking", "topic", "x", "allowed", true))
        .isProblem(422, "invalid-input");
    ann.post("/api/v1/people/contact/nobody/consent", Map.of("channel", "email", "allowed", true))
        .isProblem(404, "not-found");
    server
        .user("viewer", "viewer")
        .post(path, Map.of("channel", "email", "allowed", true))
        .isProblem(403, "forbidden");
    assertThat(ann.get("/api/v1/audit?action=consent-changed").is(200).json().get("items"))
        .hasSize(1);
    var consent = ann.get("/api/v1/consent").is(200).json();
    assertThat(consent.get("topics")).hasSize(2);
    var sender = ann.get("/api/v1/sender").is(200).json();
    assertThat(sender.get("domains").get(0).get("domain").asString()).isEqualTo("harbour.example");
  }
}
