package caravan.http;

import caravan.problem.Place;
import caravan.problem.Problem;
import caravan.workspace.Uses;
import caravan.workspace.Workspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * That a definition uses another one.
 *
 * @param kind of the one that is meant: {@code journey}
 * @param as what for: {@code audience}, {@code exclusion}, {@code exit}, {@code goal}, {@code
 *     condition}, {@code message}, {@code text}
 */
@Schema(name = "Use")
record UseAnswer(String kind, String name, String as) {

  /**
   * Both sides.
   *
   * @param usedBy what uses it
   * @param uses what it uses
   */
  @Schema(name = "Uses")
  record Both(List<UseAnswer> usedBy, List<UseAnswer> uses) {}

  static Both both(Workspace workspace, Uses.Kind kind, String name) {
    return new Both(
        users(workspace, kind, name),
        Uses.in(workspace).by(kind, name).stream()
            .map(use -> new UseAnswer(use.used().label(), use.usedName(), use.as()))
            .distinct()
            .toList());
  }

  static List<UseAnswer> users(Workspace workspace, Uses.Kind kind, String name) {
    return users(Uses.in(workspace), kind, name);
  }

  static List<UseAnswer> users(Uses uses, Uses.Kind kind, String name) {
    return uses.of(kind, name).stream()
        .map(use -> new UseAnswer(use.user().label(), use.userName(), use.as()))
        .distinct()
        .toList();
  }

  /**
   * That something cannot be taken away, and which others use it: a fault each.
   *
   * @param what is used: {@code column 'points'}
   */
  static Failure inUse(String what, List<UseAnswer> users) {
    return Failure.conflict(
        "in-use",
        "%s is used by %s"
            .formatted(
                what, users.stream().map(UseAnswer::words).collect(Collectors.joining(", "))),
        users.stream()
            .map(
                user ->
                    new Problem(
                        "in-use",
                        Place.of("%s '%s'".formatted(user.kind(), user.name())),
                        "%s uses %s".formatted(user.words(), what)))
            .toList());
  }

  /** {@code journey 'Welcome' (audience)}. */
  String words() {
    return "%s '%s' (%s)".formatted(kind, name, as);
  }
}
