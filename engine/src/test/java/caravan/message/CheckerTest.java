package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {

  private static java.util.List<String> problems(String body) {
    return People.problems("m.md", "---\nsubject: s\n---\n" + body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{contact.class}}",
        "{{contact.getClass}}",
        "{{contact.first_name.class}}",
        "{{contact.first_name.bytes}}",
        "{{__proto__}}",
        "{{contact.__proto__.x}}",
        "{{contact.constructor}}",
        "{{this.class}}",
        "{{../../x}}",
        "{{contact}}",
        "{{contact.account}}",
        "{{.}}",
        "{{this}}",
        "{{@root.contact.plan}}",
        "{{lookup contact \"class\"}}",
        "{{lookup contact contact.plan}}",
        "{{#with contact.account}}{{class}}{{/with}}",
        "{{#with contact.account}}{{contact.plan}}{{/with}}",
        "{{#if contact.account}}x{{/if}}",
        "{{#if contact.plan}}{{else if contact.pln}}x{{/if}}",
        "{{default contact.plan contact.x}}",
        "{{default (upper contact.x) \"y\"}}",
        "{{number contact.ltv digits=contact.x}}",
        "{{#each contact.plan}}{{this}}{{/each}}",
        "{{#each contact}}{{x}}{{/each}}",
        "{{first_name}}"
      })
  void refusesWhatIsNotThere(String template) {
    assertThat(problems(template)).isNotEmpty().allMatch(problem -> problem.startsWith("m.md:4:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{> /etc/passwd}}",
        "{{> (lookup contact \"plan\")}}",
        "{{#> layout}}x{{/layout}}",
        "{{#*inline \"x\"}}y{{/inline}}",
        "{{* decorate}}",
        "{{{contact.plan}}}",
        "{{&contact.plan}}",
        "{{{{raw}}}}x{{{{/raw}}}}",
        "{{=<% %>=}}",
        "{{#each contact as |v k|}}{{/each}}",
        "{{^contact.plan}}x{{/contact.plan}}",
        "{{#contact.active}}x{{/contact.active}}",
        "{{log contact.plan}}",
        "{{precompile \"x\"}}",
        "{{include \"x\"}}",
        "{{embedded \"x\"}}",
        "{{#block \"x\"}}y{{/block}}",
        "{{partial \"x\"}}",
        "{{i18n \"x\"}}",
        "{{if contact.plan}}",
        "{{#upper contact.plan}}x{{/upper}}",
        "{{date}}",
        "{{date contact.joined \"QQQQQQQQ\"}}",
        "{{date contact.joined contact.plan}}",
        "{{date contact.joined stile=\"short\"}}",
        "{{date contact.active}}",
        "{{number contact.joined}}",
        "{{number contact.ltv \"many\"}}",
        "{{currency contact.ltv \"EURO\"}}",
        "{{eq contact.plan}}"
      })
  void refusesWhatAMessageMayNotDo(String template) {
    assertThat(problems(template)).isNotEmpty().allMatch(problem -> problem.startsWith("m.md:4:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{",
        "{{ }}",
        "{{contact.plan",
        "{{contact.plan}",
        "{{#if contact.plan}}x",
        "{{#if contact.plan}}x{{/unless}}",
        "{{/if}}",
        "{{else}}",
        "{{#if (eq contact.plan \"x\"}}y{{/if}}",
        "{{default contact.plan \"x}}"
      })
  void reportsSyntaxErrorsInTheirLine(String template) {
    assertThat(problems("one\n" + template))
        .isNotEmpty()
        .allMatch(problem -> problem.startsWith("m.md:5:"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{contact.frist_name}}     | did you mean 'first_name'?",
        "{{contact.acount.name}}    | did you mean 'account'?",
        "{{contact.account.nam}}    | did you mean 'name'?",
        "{{contcat.plan}}           | did you mean 'contact'?",
        "{{first_name}}             | did you mean 'contact.first_name'?",
        "{{uper contact.plan}}      | did you mean 'upper'?",
        "{{contact}}                | name one of its columns",
        "{{#contact.active}}x{{/contact.active}} | write {{#if contact.active}}",
        "{{/if}}                    | closes a block that is not open",
        "{{date contact.active}}    | which is boolean"
      })
  void saysWhatWouldFit(String template, String hint) {
    assertThat(problems(template)).first().asString().contains(hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{contact.first_name}}",
        "{{ contact.[two words] }}",
        "{{contact/plan}}",
        "{{this.contact.plan}}",
        "{{./contact.plan}}",
        "{{#with contact}}{{plan}} {{this.plan}} {{account.name}} {{../contact.plan}}{{/with}}",
        "{{#with contact.account}}{{name}}{{else}}none{{/with}}",
        "{{#each contact.account}}{{@key}} {{@index}} {{this}}{{/each}}",
        "{{lookup contact.account \"name\"}}",
        "{{#if (and contact.active (not (eq contact.plan 'x')))}}a{{else if contact.plan}}b{{/if}}",
        "{{#eq contact.plan \"pro\"}}a{{else}}b{{/eq}}",
        "{{! a comment with {{ in it }}",
        "{{!-- {{contact.nothing}} --}}",
        "\\{{contact.nothing}}",
        "{{~contact.plan~}}",
        "}} { { }"
      })
  void takesTheUsual(String template) {
    assertThat(problems(template)).isEmpty();
  }

  @Test
  void doesNotOverflowOnDeepNesting() {
    assertThat(problems("{{#if contact.plan}}".repeat(5000)))
        .anyMatch(p -> p.contains("too deeply"));
    assertThat(problems("{{upper " + "(upper ".repeat(5000) + "}}"))
        .anyMatch(p -> p.contains("too deeply"));
  }

  @Test
  void refusesHugeFiles() {
    assertThat(problems("x".repeat(2_000_000))).first().asString().contains("a million characters");
  }
}
