package caravan.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.problem.InvalidInput;
import caravan.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsReaderTest {

  @TempDir Path temporary;

  private Workspace read(String seeds) throws IOException {
    var files =
        """
        == caravan.yaml
        tables: {contact: {audience: true, key: id, columns: {id: text}}}
        """
            + seeds;
    return WorkspaceFiles.read(WorkspaceFiles.write(temporary.resolve("w"), files));
  }

  @Test
  void readsEachOnceAndWritesThemBack() throws IOException {
    var first = read("seeds: [ann@harbour.example, 'bob+seed@x.example', ann@harbour.example]");
    var seeds = new Settings.Seeds(List.of("ann@harbour.example", "bob+seed@x.example"), false);
    assertThat(first.settings().seeds()).isEqualTo(seeds);

    Export.write(first, temporary.resolve("copy"));
    assertThat(WorkspaceFiles.read(temporary.resolve("copy")).settings().seeds()).isEqualTo(seeds);
    assertThat(read("").settings().seeds()).isEqualTo(Settings.Seeds.NONE);

    var each = read("seeds: {addresses: [ann@harbour.example], every-run: true}");
    assertThat(each.settings().seeds())
        .isEqualTo(new Settings.Seeds(List.of("ann@harbour.example"), true));
    Export.write(each, temporary.resolve("another"));
    assertThat(WorkspaceFiles.read(temporary.resolve("another")).settings().seeds())
        .isEqualTo(each.settings().seeds());
  }

  @Test
  void saysWhatIsNoAddress() {
    assertThatThrownBy(() -> read("seeds: [ann, 'Bob <bob@x.example>', x@y.example, [z]]"))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::problems, InstanceOfAssertFactories.list(Problem.class))
        .hasSize(3)
        .first()
        .asString()
        .contains("caravan.yaml:2", "'ann'", "'@'");
    assertThatThrownBy(() -> read("seeds: ann@harbour.example")).hasMessageContaining("list");
    assertThatThrownBy(() -> read("seeds: {every-run: often, to: x}"))
        .asInstanceOf(InstanceOfAssertFactories.type(InvalidInput.class))
        .extracting(InvalidInput::problems, InstanceOfAssertFactories.list(Problem.class))
        .hasSize(3);
    var many =
        IntStream.range(0, 21).mapToObj("a%d@x.example"::formatted).collect(Collectors.toList());
    assertThatThrownBy(() -> read("seeds: " + many)).hasMessageContaining("at most 20");
  }
}
