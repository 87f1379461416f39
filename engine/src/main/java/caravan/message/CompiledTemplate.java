package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A checked Handlebars template. Immutable and thread-safe. */
final class CompiledTemplate {

  private final Template template;
  private final List<List<String>> uses;

  private CompiledTemplate(Template template, List<List<String>> uses) {
    this.template = template;
    this.uses = uses;
  }

  /** Compiles a template; nothing comes back if faults were found in it. */
  static Optional<CompiledTemplate> compile(
      String text,
      Engine engine,
      boolean rawAllowed,
      Fields fields,
      Place start,
      Problems problems) {
    var faults = new Problems();
    var template = compile(text, engine, rawAllowed, fields, new Origin(start), faults);
    problems.addAll(faults.list());
    return faults.isEmpty() ? template : Optional.empty();
  }

  private static Optional<CompiledTemplate> compile(
      String text,
      Engine engine,
      boolean rawAllowed,
      Fields fields,
      Origin origin,
      Problems problems) {
    var lookup = new Lookup(fields, problems);
    var checker = new Checker(lookup, origin, rawAllowed, problems);
    var syntax = new Problems();
    var earlyEnd = new AtomicBoolean();
    TemplateTree.OnError onError =
        (line, column, atEnd, message) -> {
          earlyEnd.set(atEnd);
          syntax.add("template-syntax", origin.at(line, column), message);
        };
    TemplateTree.parse(text, onError).ifPresent(checker::visit);
    if (!(checker.leftOpen() && earlyEnd.get())) {
      problems.addAll(syntax.list());
    }
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new CompiledTemplate(engine.compile(text), List.copyOf(lookup.uses())));
    } catch (HandlebarsException e) {
      var error = e.getError();
      var place = error == null ? origin.start() : origin.at(error.line, error.column);
      problems.add(
          "template-syntax", place, error == null ? "cannot read the template" : error.reason);
    } catch (IOException e) {
      problems.add(
          "template-syntax", origin.start(), "cannot read the template: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The columns that the template reads, without the audience's name. */
  List<List<String>> uses() {
    return uses;
  }

  String render(Map<String, ?> values, Setting setting) {
    var context = Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build();
    try {
      return template.apply(setting.in(context));
    } catch (IOException | HandlebarsException e) {
      throw new RenderFailed("the template could not be rendered", e);
    }
  }
}
