package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TextTemplateTest {

  private static TextTemplate compile(String text, Escape escape) {
    var problems = new Problems();
    var template = TextTemplate.compile(text, People.fields(), Place.of("t"), escape, problems);
    assertThat(problems.list()).isEmpty();
    return template.orElseThrow();
  }

  @Test
  void valuesInJsonAreEscapedForJson() {
    var value = "a\"b\\c\n\t\0 {{contact.plan}} </script> \u2028 😀 \uD83D שלום";
    var json =
        compile("{\"name\": \"{{contact.plan}}\", \"n\": {{contact.visits}} }", Escape.JSON)
            .render(People.tom("plan", value), Locale.ENGLISH, People.BERLIN);
    var read = JsonMapper.shared().readValue(json, Map.class);

    assertThat(read.get("name")).isEqualTo(value);
    assertThat(read.get("n")).isEqualTo(1234567);
  }

  @Test
  void escapesForHtml() {
    assertThat(
            compile("<b title='{{contact.first_name}}'>", Escape.HTML)
                .render(People.tom("first_name", "<'&\">"), Locale.ENGLISH, People.BERLIN))
        .isEqualTo("<b title='&lt;&#39;&amp;&quot;&gt;'>");
  }

  @Test
  void saysWhatItReads() {
    assertThat(
            compile(
                    "{{#if (eq contact.plan \"x\")}}{{default contact.account.name contact.plan}}{{/if}}",
                    Escape.NONE)
                .uses())
        .containsExactly(List.of("plan"), List.of("account", "name"));
    assertThat(compile("{{#each contact.account}}{{this}}{{/each}}", Escape.NONE).uses())
        .containsExactlyInAnyOrder(List.of("account", "name"), List.of("account", "size"));
    assertThat(
            compile("{{#with contact}}{{#with account}}{{size}}{{/with}}{{/with}}", Escape.NONE)
                .uses())
        .containsExactly(List.of("account", "size"));
    assertThat(compile("no braces", Escape.NONE).uses()).isEmpty();
  }

  @Test
  void rawValuesOnlyWhereNothingIsEscaped() {
    assertThat(
            compile("{{{contact.first_name}}}", Escape.NONE)
                .render(People.tom(), Locale.ENGLISH, People.BERLIN))
        .isEqualTo("Tom & Jerry");
    var problems = new Problems();
    assertThat(
            TextTemplate.compile(
                "{{{contact.plan}}}", People.fields(), Place.of("t"), Escape.JSON, problems))
        .isEmpty();
    assertThat(problems.list()).hasSize(1);
  }

  @Test
  void theSameFaultTwiceIsNoTemplateTwice() {
    var problems = new Problems();
    for (var i = 0; i < 2; i++) {
      assertThat(
              TextTemplate.compile(
                  "{{contact.x}}", People.fields(), Place.of("t", 3), Escape.NONE, problems))
          .isEmpty();
    }
    assertThat(problems.list()).hasSize(1);
    assertThat(problems.list().getFirst().place()).isEqualTo(Place.of("t", 3));
  }
}
