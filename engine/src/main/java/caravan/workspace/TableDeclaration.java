package caravan.workspace;

import caravan.problem.Place;
import caravan.profile.Role;
import caravan.profile.Source;
import caravan.warehouse.ColumnType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table as {@code caravan.yaml} declares it, before its data is seen.
 *
 * @param data its file; null where it has none
 * @param label the file's name in the workspace
 * @param source whose rows they are
 * @param dataExpected whether a file was named, readable or not
 */
record TableDeclaration(
    String name,
    Place place,
    boolean audience,
    @Nullable Named key,
    @Nullable Path data,
    @Nullable String label,
    boolean dataExpected,
    Map<String, Named> columnNames,
    Map<String, ColumnType> columns,
    Map<Role, Named> roles,
    List<Link> links,
    Source source) {

  /** A name and where it stands. */
  record Named(String name, Place place) {}

  /**
   * A column that holds another table's key.
   *
   * @param relation how this side calls the other
   * @param both whether the other side has a relation to here, too
   */
  record Link(Place place, String relation, String column, String target, boolean both) {}
}
