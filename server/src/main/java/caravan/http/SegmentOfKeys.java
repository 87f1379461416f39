package caravan.http;

import caravan.problem.Printable;
import caravan.security.Caller;
import caravan.warehouse.Values;
import caravan.workspace.Documents;
import java.util.LinkedHashMap;
import java.util.List;

/** A static segment that is made of keys, in place of one that is there. */
record SegmentOfKeys(Editor editor, Caller caller, String audience, String name) {

  private static final Documents.Kind KIND = Documents.Kind.SEGMENT;

  /**
   * Goes on only if a segment of this name would not take the place of another kind of segment.
   *
   * @throws Failure otherwise
   */
  void requireStatic() {
    var there = editor.kept().workspace().segments().get(name);
    if (there != null
        && (there.where() != null
            || there.origin() != null
            || !there.audience().equals(audience))) {
      throw Failure.conflict(
          "exists",
          "segment '%s' is there already, and is no static one of %s"
              .formatted(Printable.line(name), audience));
    }
  }

  void make(List<Object> keys) {
    requireStatic();
    var tree = new LinkedHashMap<String, Object>();
    tree.put(KIND.label(), name);
    tree.put("audience", audience);
    tree.put("members", keys.stream().map(Values::format).toList());
    var document = KIND.document(name);
    var former = Editor.version(editor.kept(), document).map(_ -> document);
    var condition = former.isPresent() ? new Editor.Condition("*", null) : Editor.Condition.NEW;
    editor.put(caller, KIND, name, document, former, Documents.write(tree), condition);
  }
}
