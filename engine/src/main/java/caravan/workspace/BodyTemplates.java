package caravan.workspace;

import caravan.message.Escape;
import caravan.message.Fields;
import caravan.message.TextTemplate;
import caravan.problem.Problems;
import java.util.ArrayList;
import java.util.List;

/** Checks the texts in the body of a call, which are templates. */
final class BodyTemplates {

  private BodyTemplates() {}

  /** Reports what is wrong with the texts of a webhook's body. */
  static void check(Yaml body, Fields fields, Language language) {
    for (var text : texts(body)) {
      text.source().problems().addAll(language.told(problems(text, fields)));
    }
  }

  /** Reports what is wrong with those of a gateway's, which must fit one audience at least. */
  static void checkGateway(Yaml body, Language language) {
    var texts = texts(body);
    var wrong = new ArrayList<Problems>();
    for (var audience : language.schema().audiences()) {
      var problems = new Problems();
      var fields = language.fields(audience).withLetter();
      texts.forEach(text -> problems.addAll(language.told(problems(text, fields))));
      wrong.add(problems);
    }
    if (!wrong.isEmpty() && wrong.stream().noneMatch(Problems::isEmpty)) {
      body.source().problems().addAll(wrong.getFirst().list());
    }
  }

  private static Problems problems(Yaml text, Fields fields) {
    var problems = new Problems();
    var _ =
        TextTemplate.compile(
            text.scalar().orElseThrow(), fields, Language.start(text), Escape.JSON, problems);
    return problems;
  }

  private static List<Yaml> texts(Yaml yaml) {
    var texts = new ArrayList<Yaml>();
    collect(yaml, texts);
    return texts;
  }

  private static void collect(Yaml yaml, List<Yaml> texts) {
    if (yaml.isMapping()) {
      yaml.quietly()
          .mapping("")
          .ifPresent(
              mapping ->
                  mapping
                      .values()
                      .values()
                      .forEach(value -> collect(new Yaml(value.node(), yaml.source()), texts)));
    } else if (!yaml.isScalar()) {
      yaml.list("a list").ifPresent(list -> list.forEach(item -> collect(item, texts)));
    } else if (yaml.scalar().isPresent()) {
      texts.add(yaml);
    }
  }
}
