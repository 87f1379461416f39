package caravan.bench;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.profile.Schema;
import caravan.profile.Table;
import caravan.segment.Expression;
import caravan.segment.Segment;
import caravan.segment.SegmentParser;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads conditions on one audience, in which segments with these names exist. */
record Language(Schema schema, Table audience, Collection<String> segments) {

  Expression read(String text) {
    Map<String, String> audiences = new HashMap<>();
    segments.forEach(name -> audiences.put(name, audience.name()));
    var problems = new Problems();
    return new SegmentParser(schema, audiences)
        .parse(text, audience, Place.of(text), problems)
        .orElseThrow(() -> new IllegalArgumentException(problems.list().toString()));
  }

  Segment segment(String name, String where) {
    return new Segment(name, audience.name(), read(where), List.of(), List.of(), List.of());
  }
}
