package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.util.List;

/**
 * A text file of a workspace while it is read: its name in the workspace, its lines, and where its
 * problems go.
 */
public record FileText(String file, List<String> lines, Problems problems) {

  static FileText of(String file, String text, Problems problems) {
    return new FileText(file, text.lines().toList(), problems);
  }

  /** The place of a line, counted from 1. */
  Place at(int line) {
    return Place.of(file, line);
  }
}
