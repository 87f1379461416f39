package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderTest {

  @Test
  void subjectAndTextAreNotEscaped() {
    var rendered =
        People.message(
                "m.txt", "---\nsubject: Hi {{contact.first_name}}\n---\n{{contact.first_name}}")
            .render(People.tom(), Locale.ENGLISH, People.BERLIN);

    assertThat(rendered).isEqualTo(new Rendered("Hi Tom & Jerry", null, "Tom & Jerry"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.md", "m.html", "m.mjml"})
  void htmlIsEscapedAndTheTextBesideItIsNot(String file) {
    var body = "<p>Hi {{contact.first_name}}</p>";
    var page =
        file.endsWith("mjml")
            ? "<mjml><mj-body><mj-section><mj-column><mj-text>"
                + body
                + "</mj-text></mj-column></mj-section></mj-body></mjml>"
            : body;
    var rendered = People.mail(file, page);

    assertThat(rendered.html()).contains("<p>Hi Tom &amp; Jerry</p>");
    assertThat(rendered.text()).isEqualTo("Hi Tom & Jerry");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# no heading",
        "**no** _emphasis_ `code`",
        "- no list",
        "[no](http://link)",
        "![no](http://image)",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{contact.plan}} {{> /etc/passwd}}",
        "a\n\n---\n\nb",
        "    no code",
        "&lt; &amp; &",
        "\u202Eright to left שלום",
        "👩‍👩‍👧 emoji \uD83D\uDE00",
        "' onclick='x",
        "\\*"
      })
  void valuesAreDataInMarkdown(String value) {
    var rendered = People.mail("m.md", "x {{contact.first_name}} y **b**", "first_name", value);

    assertThat(rendered.html())
        .contains("<p>x " + Escape.html(value) + " y <strong>b</strong></p>")
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("\uFDD0");
    assertThat(rendered.text()).isEqualTo("x " + value + " y b");
  }

  @Test
  void aValueAloneOnItsLineIsDataToo() {
    var rendered = People.mail("m.md", "{{contact.first_name}}\n", "first_name", "# x\n- y");

    assertThat(rendered.html()).contains("<p># x\n- y</p>");
  }

  @Test
  void attributesCannotBeLeft() {
    var hostile = "x\" onmouseover=\"alert(1)";
    var rendered =
        People.mail(
            "m.html", "<a title=\"{{contact.plan}}\" id={{contact.plan}}>x</a>", "plan", hostile);

    assertThat(rendered.html()).doesNotContain("onmouseover=\"").contains("onmouseover&#61;&quot;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x"})
  void addressesDoNotRunScripts(String value) {
    assertThat(People.mail("m.md", "[x]({{contact.plan}})", "plan", value).html())
        .contains("<a href=\"#\">x</a>");
    assertThat(People.mail("m.html", "<a href='{{contact.plan}}'>x</a>", "plan", value).html())
        .isEqualTo("<a href='#'>x</a>");
  }

  @Test
  void otherAddressesStay() {
    assertThat(
            People.mail("m.md", "[x]({{contact.plan}})", "plan", "https://a.example/?b=c&d").html())
        .contains("<a href=\"https://a.example/?b&#61;c&amp;d\">x</a>");
    assertThat(People.mail("m.md", "[x](https://a.example/?u={{contact.plan}})").text())
        .isEqualTo("x (https://a.example/?u=pro)");
  }

  @Test
  void controlCharactersHalvesAndOurOwnMarksAreTakenOut() {
    var value = "a\0b\u0007c\uD83Dd\uFDD0e\uFDD1f\r\ng";
    var rendered = People.mail("m.md", "{{contact.plan}} {{contact.visits}}", "plan", value);

    assertThat(rendered.html()).contains("<p>abc\uFFFDdef\ng 1234567</p>");
    assertThat(People.mail("m.txt", "{{contact.plan}}", "plan", value).text())
        .isEqualTo("abc\uFFFDdef\ng");
  }

  @Test
  void anAuthorCannotForgeMarksEither() {
    assertThat(People.mail("m.md", "x \uFDD07\uFDD1 {{contact.plan}}").text())
        .isEqualTo("x \uFFFD7\uFFFD pro");
  }

  @Test
  void aSubjectStaysOnItsLine() {
    var message = People.message("m.txt", "---\nsubject: Hi {{contact.plan}}!\n---\nx");
    var values = People.tom("plan", "a\r\nBcc: all@example.org\n\nx\u2028y\u0085z");

    assertThat(message.render(values, Locale.ENGLISH, People.BERLIN).subject())
        .isEqualTo("Hi a Bcc: all@example.org x yz!");
  }

  @Test
  void branchesShapeTheMarkdown() {
    var body = "- one\n{{#if contact.active}}\n- two\n{{/if}}\n- three\n";

    assertThat(People.mail("m.md", body).text()).isEqualTo("- one\n- two\n- three");
    assertThat(People.mail("m.md", body, "active", false).text()).isEqualTo("- one\n- three");
    assertThat(People.mail("m.md", body, "active", null).html())
        .contains("<ul>\n<li>one</li>\n<li>three</li>\n</ul>");
  }

  @Test
  void oneMessageServesManyPeopleAtOnce() {
    var message =
        People.message(
            "m.md",
            "---\nsubject: '{{contact.plan}}'\n---\n{{#if contact.active}}**{{contact.plan}}**{{/if}} end");

    assertThat(
            IntStream.range(0, 5000)
                .parallel()
                .allMatch(
                    i -> {
                      var values = People.tom("plan", "<" + i, "active", i % 2 == 0);
                      var rendered = message.render(values, Locale.ENGLISH, People.BERLIN);
                      var text = i % 2 == 0 ? "<" + i + " end" : "end";
                      return rendered.text().equals(text) && ("<" + i).equals(rendered.subject());
                    }))
        .isTrue();
  }

  @Test
  void manyWaysThroughTheBranchesAreNoProblem() {
    var body = new StringBuilder();
    for (var i = 0; i < 10; i++) {
      body.append("{{#if (eq contact.visits ").append(i).append(")}}x").append(i).append("{{/if}}");
    }
    for (var i = 0; i < 400; i++) {
      body.append("{{#if (eq contact.size ").append(i).append(")}}{{/if}}");
    }
    var text =
        "---\nsubject: s\n---\n" + body.toString().replace("contact.size", "contact.account.size");
    var message = People.message("m.md", text);
    for (var i = 0; i < 600; i++) {
      var rendered = message.render(People.tom("visits", (long) i), Locale.ENGLISH, People.BERLIN);
      assertThat(rendered.text()).isEqualTo(i < 10 ? "x" + i : "");
    }
  }
}
