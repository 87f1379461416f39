package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.http.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that read a workspace's files say so where a server has other definitions and rows. */
class FilesOnlyTest extends CommandLineCase {

  @Test
  void commandsSayThatTheyReadTheFiles() {
    var folder =
        write(
            temporary.resolve("w"),
            """
            == caravan.yaml
            tables:
              contact: {audience: true, key: id, columns: {id: text}}
            """);
    try (var server = TestServer.start(folder)) {
      for (var command :
          List.of(
              List.of("check", folder),
              List.of("tables", folder),
              List.of("segment", "id = 'a'", folder))) {
        var answer = run(command.toArray());
        assertThat(answer.code()).isEqualTo(Caravan.DONE);
        assertThat(answer.errors().lines())
            .containsExactly(
                "note: a server of this folder runs at %s; this is about the files, not about its definitions and rows. 'diff' compares the definitions."
                    .formatted(server.address()));
        assertThat(answer.out()).isNotEmpty();
      }
    }
    run("check", folder).isDone();
  }
}
