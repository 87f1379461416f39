package caravan.audience;

import caravan.cohort.Cohort;
import caravan.segment.sql.Leaf;
import java.util.List;

/** How a condition's cohort is made: leaves that a database answers, and set algebra above them. */
sealed interface Node {

  record Answered(Leaf leaf) implements Node {}

  record Fixed(Cohort cohort) implements Node {}

  record All(List<Node> parts) implements Node {}

  record AnyOf(List<Node> parts) implements Node {}

  record Complement(Node inner) implements Node {}

  /** {@code (base ∪ also) − never}. */
  record Listed(Node base, Cohort also, Cohort never) implements Node {}
}
