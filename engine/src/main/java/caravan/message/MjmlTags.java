package caravan.message;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks the tags of MJML, since mjml4j leaves out without a word what it does not know. */
final class MjmlTags {

  private static final Set<String> KNOWN =
      new TreeSet<>(
          Set.of(
              "mjml",
              "mj-head",
              "mj-title",
              "mj-preview",
              "mj-attributes",
              "mj-all",
              "mj-class",
              "mj-breakpoint",
              "mj-font",
              "mj-style",
              "mj-html-attributes",
              "mj-selector",
              "mj-html-attribute",
              "mj-body",
              "mj-wrapper",
              "mj-section",
              "mj-group",
              "mj-column",
              "mj-text",
              "mj-spacer",
              "mj-divider",
              "mj-raw",
              "mj-image",
              "mj-button",
              "mj-hero",
              "mj-social",
              "mj-social-element",
              "mj-table",
              "mj-navbar",
              "mj-navbar-link",
              "mj-accordion",
              "mj-accordion-title",
              "mj-accordion-text",
              "mj-accordion-element",
              "mj-carousel",
              "mj-carousel-image"));

  private static final int OPTIONS = Pattern.DOTALL | Pattern.CASE_INSENSITIVE;

  private static final Pattern COMMENT_OR_TAG =
      Pattern.compile("<!--.*?(?:-->|$)|\\{\\{!--.*?--\\}\\}|<(mj[\\w-]*)", OPTIONS);

  /** MJML itself knows about eight; the time to lay it out grows with the cube of the depth. */
  private static final int DEEPEST = 40;

  private static final Pattern OPEN_OR_CLOSE =
      Pattern.compile("<!--.*?(?:-->|$)|<(/?)mj[^>]*?(/?)(?:>|$)", OPTIONS);

  private MjmlTags() {}

  /** Where tags nest too deeply to be laid out; -1 if nowhere. */
  static int tooDeep(String source) {
    var depth = 0;
    var found = OPEN_OR_CLOSE.matcher(source);
    while (found.find()) {
      if (found.group(1) == null || !found.group(2).isEmpty()) {
        continue;
      }
      depth = found.group(1).isEmpty() ? depth + 1 : Math.max(0, depth - 1);
      if (depth > DEEPEST) {
        return found.start();
      }
    }
    return -1;
  }

  static void check(String source, Origin origin, Problems problems) {
    var deep = tooDeep(source);
    if (deep >= 0) {
      problems.add(
          "too-deep",
          place(source, deep, origin),
          "tags of MJML are nested more than " + DEEPEST + " deep");
    }
    var found = COMMENT_OR_TAG.matcher(source);
    while (found.find()) {
      var tag = found.group(1);
      if (tag == null || KNOWN.contains(tag.toLowerCase(Locale.ROOT))) {
        continue;
      }
      var place = place(source, found.start(), origin);
      if (tag.equalsIgnoreCase("mj-include")) {
        problems.add("not-allowed", place, "<mj-include> cannot be used: a message is one file");
      } else {
        problems.addUnknown("unknown-tag", place, "unknown tag <" + tag + ">", tag, KNOWN);
      }
    }
  }

  private static Place place(String source, int at, Origin origin) {
    var line = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    return origin.at(line, at - source.lastIndexOf('\n', at) - 1);
  }
}
