package caravan.segment.sql;

import caravan.segment.Expression;
import caravan.segment.Leaves;
import caravan.segment.Operand;
import caravan.segment.Relation;

/**
 * Tells what SQL cannot be asked because it is kept as cohorts: membership, and interactions
 * without rows.
 */
public final class Embedding {

  private Embedding() {}

  /** Whether a single condition is about interactions that are kept as cohorts. */
  public static boolean isCohortWise(Expression leaf) {
    return leaf instanceof Expression.Any(var relation, _) && isCohortWise(relation)
        || Leaves.operands(leaf).stream().anyMatch(Embedding::isCohortWise);
  }

  /** Whether an operand is made of interactions that are kept as cohorts. */
  public static boolean isCohortWise(Operand operand) {
    return switch (operand) {
      case Operand.Count(var relation, _) -> isCohortWise(relation);
      case Operand.Aggregate(_, var relation, _, _) -> isCohortWise(relation);
      default -> false;
    };
  }

  private static boolean isCohortWise(Relation relation) {
    return relation instanceof Relation.Happened(var interaction, _) && interaction.isCohortWise();
  }
}
