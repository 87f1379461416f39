package caravan.cli;

import caravan.profile.Physical;
import caravan.profile.Role;
import caravan.profile.Table;
import caravan.runtime.Founding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jooq.impl.DSL;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tables}: what tables there are. */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description = "Shows tables, columns, types, row counts and relations.")
final class TablesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FolderArgument folder = new FolderArgument();

  @Override
  public Integer call() {
    FilesOnly.say(spec, folder.folder());
    try (var opened = Opened.read(folder.folder())) {
      var out = spec.commandLine().getOut();
      Founding.load(opened.workspace(), opened.db(), opened.db());
      for (var table : opened.workspace().schema().tables().values()) {
        var rows = opened.db().sql().fetchCount(DSL.table(Physical.table(table)));
        out.printf("%s  %,d rows%s%n", table.name(), rows, table.audience() ? "  (audience)" : "");
        show(table, out);
        out.println();
      }
      return Caravan.DONE;
    }
  }

  private static void show(Table table, PrintWriter out) {
    var width = table.columns().keySet().stream().mapToInt(String::length).max().orElse(1);
    for (var column : table.columns().values()) {
      var notes = new ArrayList<String>();
      if (column.name().equals(table.key())) {
        notes.add("key");
      }
      for (var role : Role.values()) {
        if (column.name().equals(table.roles().get(role))) {
          notes.add("role " + role.label());
        }
      }
      table.toOne().values().stream()
          .filter(relation -> relation.column().equals(column.name()))
          .forEach(
              relation -> notes.add("→ " + relation.target() + " as '" + relation.name() + "'"));
      out.println(
          ("  %-" + width + "s  %-9s  %s")
              .formatted(column.name(), column.type().label(), String.join(", ", notes))
              .stripTrailing());
    }
    table
        .toMany()
        .values()
        .forEach(
            relation ->
                out.printf(
                    "  related rows: '%s' (%s.%s)%n",
                    relation.name(), relation.table(), relation.column()));
  }
}
