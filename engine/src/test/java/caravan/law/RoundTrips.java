package caravan.law;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.segment.Printer;
import caravan.segment.Segment;
import caravan.segment.SegmentParser;
import caravan.workspace.Export;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;

/** Law 9: what is written is read as the same. */
final class RoundTrips {

  private RoundTrips() {}

  static void check(Case.Opened opened) throws Exception {
    printed(opened);
    exported(opened);
  }

  private static void printed(Case.Opened opened) {
    var workspace = opened.workspace();
    var audiences = new LinkedHashMap<String, String>();
    workspace.segments().forEach((name, segment) -> audiences.put(name, segment.audience()));
    var parser = new SegmentParser(workspace.schema(), audiences);
    for (Segment segment : workspace.segments().values()) {
      if (segment.where() == null) {
        continue;
      }
      var text = Printer.print(segment.where());
      var problems = new Problems();
      var again =
          parser.parse(
              text,
              workspace.schema().table(segment.audience()),
              new Place("printed", 1, 1),
              problems);
      assertThat(problems.list()).as(text).isEmpty();
      assertThat(again).as(text).contains(segment.where());
    }
  }

  private static void exported(Case.Opened opened) throws Exception {
    var folder = Files.createTempDirectory("caravan-export");
    try {
      var one = opened.workspace();
      Export.write(one, folder.resolve("out"));
      var two = Case.open(folder.resolve("out")).workspace();
      assertThat(two.schema()).isEqualTo(one.schema());
      assertThat(two.settings()).isEqualTo(one.settings());
      assertThat(List.copyOf(two.segments().values()))
          .isEqualTo(List.copyOf(one.segments().values()));
      assertThat(List.copyOf(two.journeys().values()))
          .isEqualTo(List.copyOf(one.journeys().values()));
      assertThat(two.messageFiles()).isEqualTo(one.messageFiles());
      assertThat(two.scenarios())
          .usingRecursiveComparison()
          .ignoringFieldsMatchingRegexes("(.*\\.)?place")
          .isEqualTo(one.scenarios());
    } finally {
      Case.delete(folder);
    }
  }
}
