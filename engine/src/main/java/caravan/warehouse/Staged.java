package caravan.warehouse;

import java.util.List;

/**
 * A file's rows as the relation {@code staging."<table>"}: first the column {@code caravan:row}
 * (BIGINT, from 1, in the file's order), then these columns.
 */
public record Staged(String table, List<StagedColumn> columns, long rows) {

  public Staged {
    columns = List.copyOf(columns);
  }
}
