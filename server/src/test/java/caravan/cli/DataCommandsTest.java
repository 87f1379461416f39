package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data in, data seen, and the workspace out. */
class DataCommandsTest extends CommandLineCase {

  private Path folder = Path.of("");

  @BeforeEach
  void open() {
    folder = write(temporary.resolve("tea"), Tea.FILES);
  }

  @Test
  void tablesAreShown() {
    assertThat(run("tables", folder).isDone().lines())
        .containsExactly(
            "contact  6 rows  (audience)",
            "  id       text       key",
            "  email    text       role email",
            "  name     text       role name",
            "  mobile   text       role phone",
            "  tz       text       role time-zone",
            "  ok       boolean    role consent",
            "  joined   date",
            "  score    integer",
            "  shop_id  integer    → shop as 'shop'",
            "  related rows: 'purchase' (purchase.contact_id)",
            "",
            "purchase  3 rows",
            "  contact_id  text       → contact as 'contact'",
            "  bought      date",
            "  amount      decimal",
            "",
            "shop  2 rows",
            "  id    integer    key",
            "  city  text",
            "");
  }

  private Answer take(String table, String name, String rows) throws IOException {
    return run("import", table, Files.writeString(temporary.resolve(name), rows), folder);
  }

  @Test
  void importChangesAndAdds() throws IOException {
    assertThat(take("contact", "new.csv", "score,id\n9,bob\n3,zoe\n,ann\n").isDone().out())
        .isEqualTo(
            "1 rows added, 2 changed; contact now has 7 rows, in %s.%n"
                .formatted(folder.resolve("data/contacts.csv")));
    assertThat(Files.readAllLines(folder.resolve("data/contacts.csv")))
        .containsExactly(
            "id,email,name,mobile,tz,ok,joined,score,shop_id",
            "ann,ann@example.org,Ann,+491,Europe/Berlin,true,2026-01-10,,1",
            "bob,bob@example.org,\"Bob \"\"B\"\" Böhm\",,,true,2025-06-01,9,2",
            "\"c, d\",c.d@example.org,,,America/New_York,false,2026-02-03,7,",
            "eve,,Eve,,,true,2026-03-01,1,1",
            "dan,no address,Dan,,,true,2026-03-01,1,1",
            "gus,gus@example.org,Gus,,Nowhere/Land,true,,1,3",
            "zoe,,,,,,,3,");
    assertThat(run("segment", "score = 9 or id = 'zoe'", folder).isDone().out())
        .startsWith("2 of 7 contact");
    // the same once more changes nothing
    var before = contents(folder);
    assertThat(take("contact", "new.csv", "score,id\n9,bob\n3,zoe\n,ann\n").isDone().out())
        .startsWith("0 rows added, 3 changed");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void importReadsOtherFormats() throws IOException {
    assertThat(
            take(
                    "contact",
                    "new.ndjson",
                    "{\"id\":\"ann\",\"name\":\"\",\"email\":null}\n{\"id\":\"x\",\"name\":\"007\"}\n")
                .isDone()
                .out())
        .startsWith("1 rows added, 1 changed;");
    assertThat(Files.readAllLines(folder.resolve("data/contacts.csv")))
        .contains("ann,,\"\",+491,Europe/Berlin,true,2026-01-10,5,1", "x,,007,,,,,,");
  }

  @Test
  void aTableWithoutKeyOnlyGrows() throws IOException {
    var rows = "contact_id,bought,amount\nann,2026-03-01,12.50\nnew,2026-04-01,1\n";
    assertThat(take("purchase", "new.csv", rows).isDone().out())
        .startsWith("2 rows added, 0 changed; purchase now has 5 rows");
    assertThat(run("segment", "count(purchase) = 3", folder).isDone().out())
        .startsWith("1 of 6 contact");
  }

  @Test
  void importRefusesWhatDoesNotFitAndWritesNothing() throws IOException {
    var before = contents(folder);
    take("contact", "bad.csv", "id,scor\nbob,9\n")
        .isRefused(
            temporary.resolve("bad.csv")
                + ":1: contact has no column 'scor' (did you mean 'score'?)");
    take("contact", "bad.csv", "score\n9\n")
        .isRefused(temporary.resolve("bad.csv") + ":1: the key column 'id' is missing");
    take("contact", "bad.csv", "id,score\nbob,9\nann,nine\n")
        .isRefused(
            temporary.resolve("bad.csv")
                + ":3: row 2, column 'score': 'nine' does not fit integer; it takes a whole number of at most 64 bit like 42");
    take("contact", "bad.csv", "id,score\nbob,1\nzoe,2\nbob,3\n,4\n")
        .isRefused(
            temporary.resolve("bad.csv")
                + ":4: row 3 has the key 'bob' of row 1; each row needs its own 'id'",
            temporary.resolve("bad.csv") + ":5: row 4 has no key: its 'id' is missing");
    run("import", "contcat", temporary.resolve("bad.csv"), folder)
        .isRefused("TABLE: there is no table 'contcat' (did you mean 'contact'?)");
    run("import", "contact", temporary.resolve("none.csv"), folder)
        .isRefused(temporary.resolve("none.csv") + ": there is no such file");
    assertThat(contents(folder)).isEqualTo(before);
  }

  @Test
  void aTableWithoutDataFileTakesNoRows() throws IOException {
    write(
        folder,
        "== caravan.yaml\ntables:\n  contact: {audience: true, key: id, columns: {id: text}}\n");
    for (var gone :
        new String[] {
          "segments.yaml",
          "journeys/tea.yaml",
          "messages/hello.md",
          "messages/more.txt",
          "messages/ping.txt",
          "scenarios/one.yaml"
        }) {
      Files.delete(folder.resolve(gone));
    }
    take("contact", "new.csv", "id\nbob\n")
        .isRefused(
            "caravan.yaml: table 'contact' has no data file to take rows into; give it one, like data: data/contact.csv");
  }

  /** What was exported is the same workspace: it exports to the same files, and answers alike. */
  @Test
  void exportsAWorkspaceThatIsTheSame() throws IOException {
    var first = temporary.resolve("first");
    var second = temporary.resolve("second");
    assertThat(run("export", folder, "--to", first).isDone().out()).contains(first.toString());
    run("export", first, "--to", second).isDone();
    assertThat(contents(second))
        .isEqualTo(contents(first))
        .containsKeys("caravan.yaml", "segments.yaml", "data/contacts.csv");
    assertThat(run("check", first).isDone().out()).isEqualTo(run("check", folder).out());
    assertThat(run("tables", first).isDone().out()).isEqualTo(run("tables", folder).out());
    run("test", first).isDone();
    run("export", folder, "--to", first)
        .isRefused(first + ": there is something in this folder already");
  }
}
