package caravan.bench;

import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The contacts and purchases as CSV files, and how a workspace declares them. */
final class ContactFiles {

  /** For {@code caravan.yaml}; the audience's roles may follow the contact's columns. */
  static final String TABLES =
      """
      tables:
        purchase:
          data: purchase.csv
          columns: {contact_id: integer, bought: date, amount: decimal, product: text}
          belongs-to: {contact: contact_id}
        contact:
          audience: true
          key: id
          data: contact.csv
          columns: {id: integer, first_name: text, email: text, age: integer, country: text, ltv: integer, joined: date, opted_in: boolean}
      """;

  private ContactFiles() {}

  /** Writes so many contacts, and twice as many purchases, into a workspace's folder. */
  static void write(Path workspace, int contacts) throws SQLException, IOException {
    var made = workspace.resolve("made.duckdb");
    try (var db = DuckDb.file(made, List.of(workspace))) {
      Contacts.make(db, contacts);
      Rows.run(
          db,
          """
          copy (select id, first_name, email, age, country, ltv, joined, opted_in from data.contact) to '%s'
          """
              .formatted(workspace.resolve("contact.csv")),
          """
          copy (select contact_id, bought, amount, product from data.purchase) to '%s'
          """
              .formatted(workspace.resolve("purchase.csv")));
    }
    Files.deleteIfExists(made);
    Files.deleteIfExists(made.resolveSibling("made.duckdb.wal"));
  }
}
