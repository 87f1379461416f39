package caravan.segment;

import caravan.profile.ToMany;

/**
 * What an expression can quantify over or aggregate: related rows, or what happened to the person.
 */
public sealed interface Relation {

  /** How expressions call it. */
  String name();

  /** The rows of another table that belong to this one's row. */
  record Rows(ToMany relation) implements Relation {
    @Override
    public String name() {
      return relation.name();
    }
  }

  /**
   * Interactions with the person.
   *
   * @param ever in a step of a journey: all there ever were instead of those of the person's
   *     current run
   */
  record Happened(Interaction interaction, boolean ever) implements Relation {
    @Override
    public String name() {
      return interaction.label();
    }
  }
}
