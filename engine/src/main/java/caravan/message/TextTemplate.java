package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A template of plain text: a subject, a text message, a piece of a webhook's body. Immutable and
 * thread-safe.
 */
public final class TextTemplate {

  private final CompiledTemplate template;

  private TextTemplate(CompiledTemplate template) {
    this.template = template;
  }

  /**
   * Compiles a template.
   *
   * @param start where the text begins in its file
   * @param escape how values are put into the text
   * @param problems receives every fault
   * @return nothing if there were faults
   */
  public static Optional<TextTemplate> compile(
      String text, Fields fields, Place start, Escape escape, Problems problems) {
    return CompiledTemplate.compile(
            text, Engine.escaping(escape), escape == Escape.NONE, fields, start, problems)
        .map(TextTemplate::new);
  }

  /**
   * The columns that the template reads, without the audience's name: {@code [first_name]}, {@code
   * [account, name]}.
   */
  public List<List<String>> uses() {
    return template.uses();
  }

  /**
   * The text for one person.
   *
   * @param values the person's row under the audience's name, related rows inside it
   * @throws RenderFailed if that cannot be done
   */
  public String render(Map<String, ?> values, Locale locale, ZoneId zone) {
    return template.render(values, new Setting(locale, zone));
  }
}
