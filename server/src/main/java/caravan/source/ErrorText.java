package caravan.source;

import caravan.problem.Printable;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a server says is wrong, fit to be shown: short, on one line, without secrets. */
final class ErrorText {

  private static final int LONGEST = 300;

  private ErrorText() {}

  /** Dataverse's {@code {"error": {"code": …, "message": …}}}. */
  static Optional<String> ofDataverse(Answer answer, List<String> secrets) {
    return shown(answer.json().path("error").path("message"), secrets);
  }

  /** Entra ID's {@code {"error": …, "error_description": …}}, without the numbers of its traces. */
  static Optional<String> ofEntraId(Answer answer, List<String> secrets) {
    var error = answer.json();
    return shown(error.path("error_description"), secrets)
        .or(() -> shown(error.path("error"), secrets));
  }

  private static Optional<String> shown(JsonNode text, List<String> secrets) {
    if (!text.isString()) {
      return Optional.empty();
    }
    var shown = text.stringValue();
    for (var secret : secrets) {
      shown = shown.replace(secret, "***");
    }
    shown = shown.split("Trace ID:", 2)[0].strip();
    shown = shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    return shown.isEmpty() ? Optional.empty() : Optional.of(Printable.line(shown));
  }
}
