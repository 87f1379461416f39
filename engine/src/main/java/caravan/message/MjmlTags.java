package caravan.message;

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

  private static final Pattern COMMENT_OR_TAG =
      Pattern.compile(
          "<!--.*?(?:-->|$)|\\{\\{!--.*?--\\}\\}|<(mj[\\w-]*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private MjmlTags() {}

  static void check(String source, Origin origin, Problems problems) {
    var found = COMMENT_OR_TAG.matcher(source);
    while (found.find()) {
      var tag = found.group(1);
      if (tag == null || KNOWN.contains(tag.toLowerCase(Locale.ROOT))) {
        continue;
      }
      var line =
          1 + (int) source.substring(0, found.start()).chars().filter(c -> c == '\n').count();
      var column = found.start() - source.lastIndexOf('\n', found.start()) - 1;
      var place = origin.at(line, column);
      if (tag.equalsIgnoreCase("mj-include")) {
        problems.add("not-allowed", place, "<mj-include> cannot be used: a message is one file");
      } else {
        problems.addUnknown("unknown-tag", place, "unknown tag <" + tag + ">", tag, KNOWN);
      }
    }
  }
}
