package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions about people, and what is answered. */
class SegmentCommandTest extends CommandLineCase {

  @BeforeEach
  void open() {
    write(temporary, Tea.FILES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "score > 3 | 2",
        "not score > 3 | 4",
        "score is missing | 1",
        "name = 'BOB \"B\" BÖHM' | 1",
        "id = 'ANN' | 0",
        "id = 'c, d' | 1",
        "shop.city = 'kiel' | 3",
        "count(purchase) = 0 | 4",
        "sum(purchase.amount) = 15.75 | 1",
        "avg(purchase.amount) > 7.874 and avg(purchase.amount) < 7.876 | 1",
        "any(purchase where bought within last 1 week) | 1",
        "joined within last 5 days | 2",
        "in segment 'Everyone' and not in segment 'Buyers' | 4",
        "any(sent) or count(entered) > 0 | 0",
        "not any(event where name = 'x' and properties.a > 3) | 6",
        "joined > 900 years ago and joined < 900 years from now | 5",
        "sum(purchase.amount) > 9999999999999999999999999999 | 0",
        "name contains '%' or name contains '\\' or name contains '_' | 0",
      })
  void areCounted(String expression, int count) {
    assertThat(run("segment", expression, temporary, "--at", "2026-03-05T12:00").isDone().out())
        .startsWith(count + " of 6 contact (");
  }

  @Test
  void samplesAreShownInOrder() {
    var lines = run("segment", "score < 3", temporary, "--sample", 2).isDone().lines();
    assertThat(lines.getFirst()).startsWith("3 of 6 contact");
    assertThat(lines).filteredOn(line -> line.startsWith("|")).hasSize(3);
    assertThat(lines.get(2)).contains("id").contains("email");
    assertThat(lines.get(4)).startsWith("|eve");
    assertThat(lines.get(5)).startsWith("|dan");
    assertThat(run("segment", "score > 100", temporary, "--sample", 2).isDone().lines()).hasSize(1);
  }

  @Test
  void sqlIsShownWithValuesInPlace() {
    var out =
        run("segment", "score > 3 and name != 'O''Neill' and any(sent)", temporary, "--sql")
            .isDone()
            .out();
    assertThat(out)
        .contains("select ")
        .contains("> 3")
        .contains("'o''neill'")
        .doesNotContain("?")
        .endsWith(";\n");
    assertThat(run("segment", "any(sent)", temporary, "--sql").isDone().out())
        .doesNotContain("select");
  }

  @Test
  void explainsWhySomebodyIsIn() {
    var question =
        "(score > 3 or any(purchase where amount > 10)) and not name = 'bob' and in segment 'Buyers'";
    assertThat(run("segment", question, temporary, "--explain", "ann").isDone().lines())
        .containsExactly(
            "in",
            "yes  all of",
            "yes    any of",
            "yes      score > 3   (score is 5)",
            "yes      any(purchase where amount > 10)   (1 of them)",
            "yes    not",
            "no       name = 'bob'   (name is 'Ann')",
            "yes    in segment 'Buyers'",
            "yes      count(purchase) > 0   (count(purchase) is 2)");
    assertThat(run("segment", question, temporary, "--explain", "c, d").isDone().lines())
        .startsWith("out", "no   all of")
        .contains("yes      score > 3   (score is 7)", "no       name = 'bob'   (name is missing)");
  }

  @Test
  void whatIsNoQuestionIsRefused() {
    run("segment", "scor = 3 and name = 5", temporary)
        .isRefused(
            "expression:1:1: contact has no column 'scor' (did you mean 'score'?)",
            "expression:1:14: cannot compare name (text) with 5 (integer): a text stands in quotes, 'like this'");
    run("segment", "in segment 'Buyer'", temporary)
        .isRefused("expression:1:1: there is no segment 'Buyer' (did you mean 'Buyers'?)");
    run("segment", "score > 3", temporary, "--explain", "zed")
        .isRefused("--explain: there is no contact 'zed'");
    run("segment", "score > 3", temporary, "--explain", "ANN")
        .isRefused("--explain: there is no contact 'ANN'");
    run("segment", "score > 3", temporary, "--audience", "shop")
        .isRefused("--audience: 'shop' is no audience (there are: contact)");
    run("segment", "score > 3", temporary, "--at", "noon")
        .isRefused(
            "--at: 'noon' is no instant: write 2026-06-01T09:00:00Z, or 2026-06-01T09:00 in the workspace's zone");
    run("segment", "score > 3", temporary, "--sample", "-1")
        .isRefused("--sample: at least 0 people can be shown, not -1");
  }

  @Test
  void anAudienceMustBeNamedWhereThereAreSeveral() {
    write(
        temporary,
        """
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, data: data/contacts.csv}
          shop: {audience: true, key: id, data: data/shops.csv}
        == segments.yaml
        segments: []
        """);
    temporary.resolve("journeys/tea.yaml").toFile().delete();
    temporary.resolve("scenarios/one.yaml").toFile().delete();
    for (var message : new String[] {"hello.md", "more.txt", "ping.txt"}) {
      temporary.resolve("messages").resolve(message).toFile().delete();
    }
    run("segment", "id is missing", temporary)
        .isRefused("--audience: say which audience is meant: contact, shop");
    assertThat(run("segment", "city = 'kiel'", temporary, "--audience", "shop").isDone().out())
        .startsWith("1 of 2 shop (");
    assertThat(
            run("segment", "city = 'kiel'", temporary, "--audience", "shop", "--explain", "1")
                .isDone()
                .lines())
        .containsExactly("in", "yes  city = 'kiel'   (city is 'Kiel')");
  }
}
