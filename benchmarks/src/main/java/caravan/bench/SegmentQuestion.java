package caravan.bench;

import java.util.List;

/**
 * A segment of the workload, and the same as a good engineer asks it of the database.
 *
 * @param sql conditions on contacts that mean the same; where there are two, the first ignores case
 *     as the segment does
 */
record SegmentQuestion(String name, String segment, List<String> sql) {

  private static final String OFTEN =
      """
      id in (select contact_id from data.purchase where bought >= date '2025-01-01'
             group by contact_id having count(*) >= 3)""";
  private static final String DEAR =
      "id in (select contact_id from data.purchase where amount > 450)";
  private static final String A = "country = 'DE' and age between 25 and 40 and opted_in";
  private static final String B = "ltv > 500";
  private static final String C = "joined >= date '2025-01-01' and country in ('US', 'GB')";
  private static final String D = "email like '%99@example.com'";

  static final List<SegmentQuestion> ALL =
      List.of(
          new SegmentQuestion("a", A, List.of(ignoringCase(A), A)),
          new SegmentQuestion("b", B, List.of(B)),
          new SegmentQuestion("c", C, List.of(ignoringCase(C), C)),
          new SegmentQuestion("d", "email ends with '99@example.com'", List.of(ignoringCase(D), D)),
          new SegmentQuestion(
              "e", "count(purchase where bought >= date '2025-01-01') >= 3", List.of(OFTEN)),
          new SegmentQuestion("f", "any(purchase where amount > 450)", List.of(DEAR)),
          new SegmentQuestion(
              "g",
              "in segment 'a' or in segment 'b' and not in segment 'c'",
              List.of(
                  ignoringCase("(%s) or (%s) and not (%s)".formatted(A, B, C)),
                  "(%s) or (%s) and not (%s)".formatted(A, B, C))),
          new SegmentQuestion(
              "h",
              """
              in segment 'a' or in segment 'b' or in segment 'c' or in segment 'd'
              or in segment 'e' or in segment 'f'""",
              List.of(
                  ignoringCase(String.join(") or (", List.of("(" + A, B, C, D, OFTEN, DEAR + ")"))),
                  String.join(") or (", List.of("(" + A, B, C, D, OFTEN, DEAR + ")")))));

  private static String ignoringCase(String sql) {
    return sql.replace("country = 'DE'", "lower(country) = 'de'")
        .replace("country in ('US', 'GB')", "lower(country) in ('us', 'gb')")
        .replace("email like", "lower(email) like");
  }
}
