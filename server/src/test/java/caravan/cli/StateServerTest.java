package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.testkit.PostgresServer;
import caravan.warehouse.Postgres;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that are kept in a PostgreSQL database. */
class StateServerTest extends CommandLineCase {

  private Path folder = Path.of("");

  @BeforeEach
  void makesAWorkspace() {
    folder = write(temporary.resolve("tea"), Tea.FILES);
  }

  private Answer run(String until, String state) {
    return run("run", folder, "--from", "2026-03-05T09:00:00Z", "--until", until, "--state", state);
  }

  @Test
  void goesOnFromWhereItStopped() throws Exception {
    write(folder, Tea.MANY);
    var state = PostgresServer.newDatabase();
    var report = temporary.resolve("report.json");
    var straight = temporary.resolve("straight.json");
    run("2026-03-20", state).isDone();
    run("run", folder, "--until", "2026-04-10", "--state", state, "--report", report).isDone();
    run(
            "run",
            folder,
            "--from",
            "2026-03-05T09:00:00Z",
            "--until",
            "2026-04-10",
            "--report",
            straight)
        .isDone();
    assertThat(json(report)).isEqualTo(json(straight));
  }

  @Test
  void beginsAnewWhereARunNeverGotToBegin() {
    var state = PostgresServer.newDatabase();
    run("2026-03-06", state).isDone();
    try (var db = Postgres.connect(state)) {
      db.sql().execute("delete from state.origin");
    }
    run("2026-03-06", state).isDone();
  }

  @Test
  void refusesADatabaseOfSomethingElse() {
    var state = PostgresServer.newDatabase();
    try (var db = Postgres.connect(state)) {
      db.sql().execute("create schema data");
      db.sql().execute("create table data.theirs (i integer)");
      run("2026-03-06", state)
          .isRefused(
              "--state: '%s' has schemas that are not of a run (data); name a database of its own"
                  .formatted(Postgres.shown(state)));
      assertThat(db.sql().fetchCount(org.jooq.impl.DSL.table("data.theirs"))).isZero();
    }
  }

  @Test
  void oneProcessAtATime() {
    var state = PostgresServer.newDatabase();
    try (var db = Postgres.connect(state)) {
      db.hold();
      run("2026-03-06", state).isRefused("--state: the database is in use by another process");
    }
    run("2026-03-06", state).isDone();
  }

  @Test
  void anAddressMustLeadSomewhere() {
    run("2026-03-06", "postgresql://nowhere")
        .isRefused(
            "--state: this is no address of a PostgreSQL database: it looks like postgresql://user@host:5432/database");
    var nobody = PostgresServer.newDatabase() + "x";
    run("2026-03-06", nobody)
        .isRefused(
            "--state: '%s' cannot be opened: FATAL: database \"%s\" does not exist"
                .formatted(Postgres.shown(nobody), nobody.substring(nobody.lastIndexOf('/') + 1)));
  }
}
