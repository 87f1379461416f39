package caravan.profile;

/**
 * A relation from each row of a table to any number of rows of another: their {@code column} holds
 * this table's key.
 *
 * @param name how expressions call it, from here: the other table's name
 * @param table the other table's name
 * @param column the column on the other side
 */
public record ToMany(String name, String table, String column) {}
