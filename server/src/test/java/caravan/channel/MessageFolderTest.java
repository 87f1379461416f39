package caravan.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of people and messages become names of files, whatever they are. */
class MessageFolderTest {

  @TempDir Path folder;

  @Test
  void everyNameBecomesAFileOfItsOwn() throws Exception {
    var names =
        List.of(
            "客".repeat(86),
            "客".repeat(200),
            "客".repeat(200) + "x",
            "😀".repeat(100),
            "é".repeat(150),
            "a".repeat(300),
            "..",
            "a/b",
            "a\\b",
            "a b",
            "");
    var files = names.stream().map(MessageFolder::safe).collect(Collectors.toSet());
    assertThat(files).hasSameSizeAs(Set.copyOf(names));
    for (var file : files) {
      assertThat((file + ".json").getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
      Files.writeString(folder.resolve(file + ".json"), "x");
    }
    try (var written = Files.list(folder)) {
      assertThat(written).hasSameSizeAs(files);
    }
  }
}
