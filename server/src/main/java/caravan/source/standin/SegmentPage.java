package caravan.source.standin;

/** The page of a segment, where "open in Customer Insights" leads. */
final class SegmentPage {

  static final String ROOT = "/segments/";

  private SegmentPage() {}

  static Reply of(StandInData data, String id) {
    var segment = data.segments().stream().filter(known -> known.id().equals(id)).findFirst();
    return segment
        .map(
            known ->
                Reply.html(
                    """
                    <!doctype html>
                    <html lang="en"><meta charset="utf-8"><title>%1$s</title>
                    <body style="font-family: sans-serif; margin: 3em">
                    <p>Customer Insights (stand-in)</p>
                    <h1>%1$s</h1>
                    <p>%2$s</p>
                    <p>%3$,d members</p>
                    """
                        .formatted(
                            escaped(known.name()),
                            escaped(known.description().orElse("")),
                            data.members(id).size())))
        .orElse(Reply.nothing(404));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
