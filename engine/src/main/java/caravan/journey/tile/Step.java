package caravan.journey.tile;

/**
 * A tile at its place in a journey.
 *
 * @param id unique in the journey: given by a person, or the step's path, {@code 3.2.1}
 */
public record Step(String id, Tile tile) {}
