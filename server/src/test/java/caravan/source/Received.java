package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a source gave; it insists on the order in which a source has to give it. */
final class Received implements SegmentSource.Receiver {

  private @Nullable ProfileColumns columns;
  final Map<String, Map<String, Object>> profiles = new LinkedHashMap<>();
  final Map<String, SourceSegment> segments = new LinkedHashMap<>();
  final Map<String, Set<String>> members = new TreeMap<>();

  static Received from(SegmentSource source) {
    var received = new Received();
    source.read(received);
    return received;
  }

  ProfileColumns columns() {
    if (columns == null) {
      throw new AssertionError("no columns yet");
    }
    return columns;
  }

  SourceSegment segment(String id) {
    return Optional.ofNullable(segments.get(id)).orElseThrow();
  }

  @Override
  public void columns(ProfileColumns given) {
    assertThat(columns).as("columns come once").isNull();
    assertThat(profiles).isEmpty();
    columns = given;
  }

  @Override
  public void profile(Map<String, Object> values) {
    assertThat(segments).as("profiles come before segments").isEmpty();
    assertThat(columns().types().keySet()).containsAll(values.keySet());
    var key = (String) values.get(columns().key());
    assertThat(profiles.put(key, values)).as("profile " + key).isNull();
  }

  @Override
  public void unlisted() {
    assertThat(segments).as("said before segments").isEmpty();
  }

  @Override
  public void segment(SourceSegment segment) {
    columns();
    assertThat(segments.put(segment.id(), segment)).as("segment " + segment.id()).isNull();
    members.put(segment.id(), new TreeSet<>());
  }

  @Override
  public void membership(String segment, String profile) {
    assertThat(segments).as("a segment comes before its members").containsKey(segment);
    members.computeIfAbsent(segment, _ -> new TreeSet<>()).add(profile);
  }
}
