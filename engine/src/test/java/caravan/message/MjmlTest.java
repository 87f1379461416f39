package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MjmlTest {

  private static String page(String column) {
    return "<mjml>\n<mj-head><mj-preview>In short</mj-preview>"
        + "<mj-font name=\"Raleway\" href=\"https://fonts.example/css?family=Raleway\" />"
        + "<mj-style>@import url(https://evil.example/x.css); .a { color: red }</mj-style></mj-head>\n"
        + "<mj-body><mj-section><mj-column>\n"
        + column
        + "\n</mj-column></mj-section></mj-body></mjml>";
  }

  @Test
  void becomesAPageAndAText() {
    var rendered =
        People.mail(
            "m.mjml",
            page(
                "<mj-text font-family=\"Raleway, Ubuntu\"><h1>Hi {{contact.first_name}}</h1><p>one<br/>two</p></mj-text>"
                    + "{{#if contact.active}}<mj-button href=\"https://x.example/{{contact.plan}}\">Open</mj-button>{{/if}}"));

    assertThat(rendered.html())
        .startsWith("<!doctype html>")
        .contains("Hi Tom &amp; Jerry", "https://x.example/pro", "color: red");
    assertThat(rendered.text())
        .isEqualTo("Hi Tom & Jerry\n\none\ntwo\n\nOpen (https://x.example/pro)");
  }

  @Test
  void asksForNothingElsewhere() {
    var rendered =
        People.mail("m.mjml", page("<mj-text font-family=\"Raleway, Ubuntu\">x</mj-text>"));

    assertThat(rendered.html())
        .doesNotContain("fonts.example")
        .doesNotContain("fonts.googleapis")
        .doesNotContain("@import")
        .doesNotContain("evil.example")
        .doesNotContain("<link");
  }

  @Test
  void branchesChooseTags() {
    var body =
        page("{{#if contact.active}}<mj-text>yes</mj-text>{{else}}<mj-text>no</mj-text>{{/if}}");

    assertThat(People.mail("m.mjml", body).text()).isEqualTo("yes");
    assertThat(People.mail("m.mjml", body, "active", false).text()).isEqualTo("no");
  }

  @Test
  void reportsUnknownTagsWithTheirLine() {
    assertThat(People.problems("m.mjml", "---\nsubject: s\n---\n" + page("<mj-txt>x</mj-txt>")))
        .containsExactlyInAnyOrder("m.mjml:7:1: unknown tag <mj-txt> (did you mean 'mj-text'?)");
    assertThat(
            People.problems(
                "m.mjml", "---\nsubject: s\n---\n" + page("<mj-include path=\"/etc/passwd\" />")))
        .containsExactly("m.mjml:7:1: <mj-include> cannot be used: a message is one file");
    assertThat(People.problems("m.mjml", "---\nsubject: s\n---\n" + page("<!-- <mj-txt> -->")))
        .isEmpty();
  }

  @Test
  void reportsWhatIsNoMjml() {
    assertThat(People.problems("m.mjml", "---\nsubject: s\n---\n<p>Hi</p>"))
        .containsExactly("m.mjml:4:1: cannot make a page of this: no root element mjml found");
  }
}
