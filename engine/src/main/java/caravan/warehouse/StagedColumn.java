package caravan.warehouse;

/** A column of a staged file: its name as the file has it, and its type as declared or inferred. */
public record StagedColumn(String name, ColumnType type) {}
