package caravan.profile;

import caravan.warehouse.ColumnType;

/** A column of a table: a name, unique in its table ignoring case, and a type. */
public record Column(String name, ColumnType type) {}
