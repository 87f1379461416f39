package caravan.profile;

/**
 * A relation from each row of a table to at most one row of another: {@code column} here holds the
 * other's key.
 *
 * @param name how expressions call it, from here
 * @param column the column on this side
 * @param target the other table's name
 */
public record ToOne(String name, String column, String target) {}
