package caravan.workspace;

import caravan.warehouse.ColumnType;
import caravan.warehouse.Staged;
import java.util.Map;
import java.util.Set;

/**
 * The columns of every table: those of its data, those declared, and those that the rows of
 * scenarios show.
 *
 * @param byTable types by table and column
 * @param staged the tables whose data was read
 * @param unread the tables whose data could not be read, so that their columns are not known
 */
record Columns(
    Map<String, Map<String, ColumnType>> byTable, Map<String, Staged> staged, Set<String> unread) {}
