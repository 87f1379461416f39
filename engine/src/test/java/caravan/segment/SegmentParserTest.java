package caravan.segment;

import static caravan.segment.Language.column;
import static caravan.segment.Language.faults;
import static caravan.segment.Language.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.problem.Place;
import caravan.problem.Problems;
import caravan.segment.Expression.Comparison;
import caravan.warehouse.ColumnType;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the segment language means, how it is written back, and what is said where it is not of the
 * language.
 */
class SegmentParserTest {

  /** An expression, and how it is printed where that differs, after {@code =>}. */
  static Stream<Arguments> expressions() {
    return lines(
        """
        name = 'Ann'
        NAME = 'Ann' !
        name != 'Ann' => not name = 'Ann'
        age < 3
        age <= -3
        age > 3.50 => age > 3.5
        ltv >= 0
        3 < age
        age = 007 => age = 7
        age = - 7 => age = -7
        age = -0 => age = 0
        balance = 123456789012345678.123456789
        ltv = 99999999999999999999
        name = ''
        name = 'it''s "so"'
        born = date '2024-02-29'
        seen > timestamp '2026-01-31T09:00:00Z'
        seen > timestamp '2026-01-31T10:00:00.1234567+01:00' => seen > timestamp '2026-01-31T09:00:00.123456Z'
        seen = date '2026-01-31'
        born = today
        seen < now
        seen < 3 days ago
        seen < 1 DAYS AGO => seen < 1 day ago
        seen > 1 months from now => seen > 1 month from now
        seen > 0 minutes ago => seen > 0 minutes from now
        vip
        not vip
        NOT NOT vip => not not vip
        vip = true
        vip != false => not vip = false
        age between 3 and 5
        age not between 3 and 5 => not age between 3 and 5
        born between date '2026-01-01' and today
        name between 'a' and country
        country in ('DE')
        country in ('DE', 'AT', 'CH')
        country not in ('DE','AT') => not country in ('DE', 'AT')
        age in (1, 2.5, -3)
        vip in (true, false)
        born in (date '2026-01-01', timestamp '2026-01-01T00:00:00Z')
        name contains 'nn'
        name not contains 'nn' => not name contains 'nn'
        name starts with 'A'
        name not starts with 'A' => not name starts with 'A'
        name ends with country
        name not ends with '' => not name ends with ''
        name is missing
        name is not missing => not name is missing
        extra is missing
        seen within last 90 days
        born within next 1 week
        seen not within last 2 HOURS => not seen within last 2 hours
        born not within next 5 years => not born within next 5 years
        anniversary of born is today
        anniversary of seen within next 30 minutes
        not anniversary of born is today
        in segment 'VIP'
        not in segment 'VIP'
        in segment 'O''Neill''s ünïque'
        account.name = 'Acme'
        referrer.country = country
        "Odd name" = 'x'
        "2nd" = 'x'
        "quo""te" = 'x'
        "and"
        "Today" = today
        "ever" = 1
        "true" = 'x'
        "name" = 'x' => name = 'x'
        Größe > 180
        _x1 is missing
        any and not missing
        count = days and month contains weeks
        contains contains contains
        starts starts with starts and ends ends with with
        starts starts with with
        date = date '2026-01-01' and timestamp = timestamp '2026-01-01T00:00:00Z'
        within within last 3 days and next within next 3 days
        anniversary of anniversary is today
        anniversary of of is today
        segment in ('a') and in segment 'VIP'
        5 = days and seen < 5 days ago
        last between days and minutes
        min between from and max => !
        any(purchase)
        not any(purchase)
        ANY(purchase WHERE gift) => any(purchase where gift)
        any(purchase where amount > 5 and bought within last 3 days)
        any(purchase where (amount > 5 or gift) and not product = 'x')
        any(purchase where contact.vip)
        any(purchase where any("line item" where sku = 'x' and quantity > 2))
        any(purchase where count("line item") > 2)
        count(purchase) = 0
        count(purchase where gift) >= count(purchase where not gift)
        sum(purchase.amount) > 500
        sum(purchase.amount where bought within last 90 days) > 500 and not in segment 'VIP'
        avg(purchase.price where quantity > 1) <= 2.5
        min(purchase.bought) < 30 days ago
        max(purchase.product) = 'z'
        min(purchase.contact.born) = born
        max(purchase.amount) is missing
        sum(purchase.quantity) between 1 and 3
        any(opened)
        any(ever opened where message = 'x')
        any(clicked where link contains '/shop' and happened within last 2 days)
        count(sent where channel = 'email' and journey = 'J') > 3
        count(EVER sent) > 3 => count(ever sent) > 3
        max(ever left.happened where reason = 'completed') > 3 days ago
        min(entered.journey) = 'J'
        any(delivered) or any(bounced) or any(unsubscribed)
        any(event where name = 'paid' and properties.amount >= 10)
        any(event where properties.plan in ('a', 'b') and properties."odd one" is missing)
        any(event where properties.due within next 3 days and anniversary of properties.born is today)
        any(event where properties.a between 1 and 2 and properties.b contains 'x' and properties.c = true)
        sum(event.properties.amount where name = 'paid') > 10
        min(event.properties.at) < now
        max(event.properties.plan) = 'x'
        vip and any and missing
        (vip and any) and missing
        vip or any and missing
        (vip or any) and missing
        vip or (any or missing)
        not (vip and any)
        not vip and any
        not (vip)  => not vip
        ((vip)) => vip
        not (name = 'a' or vip) and (vip or any)
        vip AND any OR missing => vip and any or missing
        """);
  }

  private static Stream<Arguments> lines(String text) {
    return text.lines()
        .filter(line -> !line.endsWith("!"))
        .map(
            line -> {
              var sides = line.split(" => ", 2);
              return Arguments.of(sides[0].strip(), sides[sides.length - 1].strip());
            });
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void isReadAndWrittenBack(String text, String printed) {
    var expression = parse(text);
    assertThat(Printer.print(expression)).isEqualTo(printed);
    assertThat(parse(printed)).isEqualTo(expression);
  }

  static Stream<Arguments> faultyExpressions() {
    return cases(
        """
        # names
        nam = 'x' | 1:1 unknown-column contact has no column 'nam' (did you mean 'name'?)
        Name = 'x' | 1:1 unknown-column contact has no column 'Name' (did you mean 'name'?)
        zebra = 'x' | 1:1 unknown-column contact has no column 'zebra'
        vip and contry = 'x' and nme = 'y' | 1:9 unknown-column contact has no column 'contry' (did you mean 'country'?) | 1:26 unknown-column contact has no column 'nme' (did you mean 'name'?)
        accont.name = 'x' | 1:1 unknown-relation contact has no relation 'accont' to one row (did you mean 'account'?)
        account.nam = 'x' | 1:1 unknown-column account has no column 'nam' (did you mean 'name'?)
        purchase.amount > 5 | 1:1 relation 'purchase' leads to any number of rows: ask any(purchase where …), count(purchase …) or sum, avg, min, max of a column
        any(purchse) | 1:5 unknown-relation contact has no relation 'purchse' to many rows (did you mean 'purchase'?)
        any(opend) | 1:5 unknown-relation contact has no relation 'opend' to many rows (did you mean 'opened'?)
        any(account) | 1:5 unknown-relation contact has no relation 'account' to many rows (there are: purchase, sent, delivered, opened, clicked, bounced, unsubscribed, entered, left, event)
        any(purchase where amont > 5) | 1:20 unknown-column purchase has no column 'amont' (did you mean 'amount'?)
        any(purchase where any(opened)) | 1:24 unknown-relation purchase has no relation 'opened' to many rows (there are: line item)
        any(opened where mesage = 'x') | 1:18 unknown-column opened has no column 'mesage' (did you mean 'message'?)
        any(event where amount > 3) | 1:17 unknown-column event has no column 'amount' (there are: name, happened)
        any(event where propertis.x = 3) | 1:17 unknown-relation event has no relation 'propertis' to one row
        count(purchas) > 0 | 1:7 unknown-relation contact has no relation 'purchas' to many rows (did you mean 'purchase'?)
        sum(purchase.amout) > 0 | 1:14 unknown-column purchase has no column 'amout' (did you mean 'amount'?)
        sum(purchase.amout where bougt = today) > 0 | 1:14 unknown-column purchase has no column 'amout' (did you mean 'amount'?) | 1:26 unknown-column purchase has no column 'bougt' (did you mean 'bought'?)
        in segment 'VPI' | 1:1 unknown-segment there is no segment 'VPI' (did you mean 'VIP'?)*)
        in segment 'VIPs' | 1:1 unknown-segment there is no segment 'VIPs' (did you mean 'VIP'?)
        in segment 'Big accounts' | 1:1 mixed-audiences segment 'Big accounts' is of account, but this is a condition on contact
        any(purchase where in segment 'VIP') | 1:20 mixed-audiences segment 'VIP' is of contact, but this is a condition on purchase
        any(ever purchase) | 1:10 ever 'ever' is about interactions, but 'purchase' is a table
        # types
        name = 3 | 1:1 type cannot compare name (text) with 3 (integer): a text stands in quotes, 'like this'
        age = '3' | 1:1 type cannot compare age (integer) with '3' (text): a number stands without quotes
        born = '2026-01-31' | 1:1 type cannot compare born (date) with '2026-01-31' (text): a date is written date '2026-01-31'
        seen > '2026-01-31' | 1:1 type cannot compare seen (timestamp) with '2026-01-31' (text): an instant is written timestamp '2026-01-31T09:00:00Z', a day date '2026-01-31'
        vip = 'yes' | 1:1 type cannot compare vip (boolean) with 'yes' (text): it is true or false
        extra = 'x' | 1:1 type cannot compare extra (json) with 'x' (text): a json column can only be missing or not
        age > name | 1:1 type cannot compare age (integer) with name (text)
        born > age | 1:1 type cannot compare born (date) with age (integer)
        vip > false | 1:1 type vip is boolean: it can be equal or not, but not smaller or larger
        vip between false and true | 1:1 type vip is boolean: it cannot lie between two values
        age between 'a' and 3 | 1:1 type cannot compare age (integer) with 'a' (text): a number stands without quotes
        age between 3 and 'b' | 1:1 type cannot compare age (integer) with 'b' (text): a number stands without quotes
        country in ('DE', 3, true) | 1:1 type cannot compare country (text) with 3 (integer): a text stands in quotes, 'like this' | 1:1 type cannot compare country (text) with true (boolean): a text stands in quotes, 'like this'
        age contains 'x' | 1:1 type only in a text can something be searched, but age is integer
        name contains 3 | 1:1 type a 'text' should stand here, but 3 is integer
        name contains age | 1:1 type a 'text' should stand here, but age is integer
        age within last 3 days | 1:1 type only a date or timestamp can be within a time, but age is integer
        anniversary of name is today | 1:1 type an anniversary is of a date or timestamp, but name is text
        name | 1:1 type only a boolean column can stand alone as a condition, but name is text: compare it with something
        true | 1:1 type only a boolean column can stand alone as a condition, but true is boolean: compare it with something
        vip and count(purchase) | 1:9 type only a boolean column can stand alone as a condition, but count(purchase) is integer: compare it with something
        sum(purchase.product) > 3 | 1:1 type sum needs a number, but 'product' is text
        avg(purchase.bought) > 3 | 1:1 type avg needs a number, but 'bought' is date
        max(purchase.gift) = true | 1:1 type max needs a number, text, date or timestamp, but 'gift' is boolean
        min(purchase.note) = 'x' | 1:1 type min needs a number, text, date or timestamp, but 'note' is json
        any(event where properties.x in ('a', 5)) | 1:17 type cannot compare properties.x (text) with 5 (integer): a text stands in quotes, 'like this'
        any(event where properties.x in (5, 'a')) | 1:17 type cannot compare properties.x (decimal) with 'a' (text): a number stands without quotes
        any(event where properties.x between 5 and 'a') | 1:17 type cannot compare properties.x (decimal) with 'a' (text): a number stands without quotes
        # values
        born = date '2026-02-30' | 1:8 time '2026-02-30' is no date (a date is like date '2026-01-31')
        born = date 'soon' | 1:8 time 'soon' is no date (a date is like date '2026-01-31')
        seen = timestamp '2026-01-31' | 1:8 time '2026-01-31' is no instant (an instant is like timestamp '2026-01-31T09:00:00Z')
        seen = timestamp '2026-01-31T09:00:00' | 1:8 time '2026-01-31T09:00:00' is no instant (an instant is like timestamp '2026-01-31T09:00:00Z')
        age = 0.1234567891 | 1:7 number a number has at most 28 digits, 9 of them after the point: 0.1234567891
        age = 12345678901234567890123456789 | 1:7 number a number has at most 28 digits, 9 of them after the point: 12345678901234567890123456789
        seen within last 1.5 days | 1:18 duration a duration is a whole number of minutes, hours, days, weeks, months or years, a thousand years at most, but '1.5 days' was found
        seen < 1008 years ago | 1:8 duration a duration is a whole number of minutes, hours, days, weeks, months or years, a thousand years at most, but '1008 years' was found
        seen within next 99999999999999 minutes | 1:18 duration a duration is a whole number of minutes, hours, days, weeks, months or years, a thousand years at most, but '99999999999999 minutes' was found
        born > date '10000-01-01' | 1:8 time '10000-01-01' is no date (a date is like date '2026-01-31')
        born > date '+10000-01-01' | 1:8 time '+10000-01-01' is no date (a date is like date '2026-01-31')
        born > date '0000-01-01' | 1:8 time '0000-01-01' is no date (a date is like date '2026-01-31')
        seen > timestamp '+10000-01-01T00:00:00Z' | 1:8 time '+10000-01-01T00:00:00Z' is no instant (an instant is like timestamp '2026-01-31T09:00:00Z')
        # syntax
        age > | 1:6 syntax found the end where a column or a value should stand
        age | 1:1 type only a boolean column can stand alone as a condition, but age is integer: compare it with something
        age >> 3 | 1:6 syntax found '>' where a column or a value should stand
        age == 3 | 1:6 syntax found '=' where a column or a value should stand
        name = 'x | 1:8 syntax a text is not closed: 'x
        "name = 'x' | 1:1 syntax a quoted name is not closed
        (vip | 1:5 syntax found the end where *
        vip) | 1:4 syntax found ')' where *
        vip and | 1:8 syntax found the end where a condition should stand
        vip and or missing | 1:9 syntax found 'or' where a condition should stand
        vip any | 1:5 syntax found 'any' where *
        name like 'x' | 1:6 syntax found 'like' where *
        age in () | 1:9 syntax found ')' where *
        age in (name) | 1:9 syntax found 'name' where *
        age in (1,) | 1:11 syntax found ')' where *
        in segment VIP | 1:12 syntax found 'VIP' where a 'text' should stand
        within last 3 days | 1:8 syntax found 'last' where *
        seen within last days | 1:18 syntax found 'days' where a number should stand
        seen within last 3 fortnights | 1:20 syntax found 'fortnights' where *
        name contains with 'x' | 1:6 syntax it is 'contains', followed by a 'text'
        name starts 'x' | 1:6 syntax it is 'starts with', followed by a 'text'
        account.contact.name = 'x' | 1:16 syntax found '.' where *
        name = € | 1:8 syntax found '€' where a column or a value should stand
        age = 1e5 | 1:8 syntax found 'e5' where *
        ; drop table contact | 1:1 syntax found ';' where a condition should stand
        """);
  }

  /** Cases of a line each; {@code *} at the end of a message leaves the rest open. */
  private static Stream<Arguments> cases(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(
            line -> {
              var parts = List.of(line.split(" \\| "));
              return Arguments.of(parts.getFirst(), parts.subList(1, parts.size()));
            });
  }

  @ParameterizedTest
  @MethodSource("faultyExpressions")
  void saysWhatIsWrongAndWhere(String text, List<String> expected) {
    agree(faults(text, Language.CONTACT), expected);
  }

  private static void agree(List<String> found, List<String> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (var i = 0; i < expected.size(); i++) {
      var open = expected.get(i).indexOf('*');
      if (open < 0) {
        assertThat(found.get(i)).isEqualTo(expected.get(i));
      } else {
        assertThat(found.get(i)).startsWith(expected.get(i).substring(0, open));
      }
    }
  }

  @Test
  void emptyIsNoExpression() {
    for (var text : List.of("", "   ", "\n\t\n")) {
      assertThat(faults(text, Language.CONTACT))
          .singleElement()
          .asString()
          .endsWith("syntax found the end where a condition should stand");
    }
  }

  @Test
  void countsLinesAndColumns() {
    assertThat(faults("vip and\n  (nam = 'x'\n   or ag > 3)", Language.CONTACT))
        .containsExactly(
            "2:4 unknown-column contact has no column 'nam' (did you mean 'name'?)",
            "3:7 unknown-column contact has no column 'ag' (did you mean 'age'?)");
    assertThat(faults("vip and\nvip vip", Language.CONTACT))
        .singleElement()
        .asString()
        .startsWith("2:5 syntax ");
  }

  @Test
  void countsFromThePlaceWhereTheTextBegins() {
    var problems = new Problems();
    Language.PARSER.parse(
        "nam = 'x' or\n nme = 'x'", Language.CONTACT, new Place("f.yaml", 7, 12), problems);
    Language.PARSER.parse("nam = 'x'", Language.CONTACT, Place.of("g.yaml", 7), problems);
    Language.PARSER.parse("nam = 'x'", Language.CONTACT, Place.of("h.yaml"), problems);
    assertThat(problems.list())
        .extracting(problem -> problem.place().toString())
        .containsExactly("f.yaml:7:12", "f.yaml:8:2", "g.yaml:7:1", "h.yaml");
  }

  @Test
  void whoAsksMatters() {
    assertThatCode(
            () ->
                parse(
                    "in segment 'Big accounts' and any(contact where vip and any(opened))",
                    Language.ACCOUNT))
        .doesNotThrowAnyException();
    assertThatCode(() -> parse("any(contact where in segment 'VIP')", Language.ACCOUNT))
        .doesNotThrowAnyException();
    assertThatCode(() -> parse("contact.vip", Language.PURCHASE)).doesNotThrowAnyException();
    assertThat(faults("vip", Language.ACCOUNT))
        .containsExactly(
            "1:1 unknown-column account has no column 'vip' (there are: id, name, renewal, where)");
  }

  @Test
  void aTreeIsTyped() {
    assertThat(parse("age != 3.0"))
        .isEqualTo(
            new Expression.Not(
                new Expression.Compare(
                    column("age"), Comparison.EQUAL, new Operand.Literal(3L, ColumnType.INTEGER))));
    assertThat(parse("ltv between -2.50 and 9223372036854775808"))
        .isEqualTo(
            new Expression.Between(
                column("ltv"),
                new Operand.Literal(new BigDecimal("-2.5"), ColumnType.DECIMAL),
                new Operand.Literal(new BigDecimal("9223372036854775808"), ColumnType.DECIMAL)));
    assertThat(parse("vip and (any or not missing)"))
        .isEqualTo(
            new Expression.And(
                List.of(
                    new Expression.Holds(column("vip")),
                    new Expression.Or(
                        List.of(
                            new Expression.Holds(column("any")),
                            new Expression.Not(new Expression.Holds(column("missing"))))))));
    assertThat(parse("seen < 3 days ago"))
        .isEqualTo(
            new Expression.Compare(
                column("seen"), Comparison.LESS, new Operand.Shifted(new Span(-3, TimeUnit.DAYS))));
  }

  @Test
  void aPropertyTakesTheTypeOfWhatItIsComparedWith() {
    for (var typed :
        List.of(
            "= 3 DECIMAL",
            "< 2.5 DECIMAL",
            "= 'x' TEXT",
            "= true BOOLEAN",
            "> today DATE",
            "> 3 days ago TIMESTAMP",
            "is missing TEXT",
            "contains 'x' TEXT",
            "within last 3 days TIMESTAMP",
            "between 1 and 2.5 DECIMAL",
            "in (1, 2.5) DECIMAL",
            "= happened TIMESTAMP",
            "= properties.y TEXT",
            "= name TEXT")) {
      var end = typed.lastIndexOf(' ');
      var any =
          (Expression.Any) parse("any(event where properties.x " + typed.substring(0, end) + ")");
      var where = java.util.Objects.requireNonNull(any.where());
      assertThat(Leaves.operands(where).getFirst())
          .as(typed)
          .isEqualTo(new Operand.Property("x", ColumnType.valueOf(typed.substring(end + 1))));
    }
    var mirrored = (Expression.Any) parse("any(event where 3 < properties.x)");
    assertThat(Leaves.operands(java.util.Objects.requireNonNull(mirrored.where())).getLast())
        .isEqualTo(new Operand.Property("x", ColumnType.DECIMAL));
  }

  @Test
  void nestsTwoHundredDeepAndNoDeeper() {
    for (var shape : List.of("(", "not ", "not (")) {
      assertThatCode(() -> parse(nested(shape, 200))).as(shape).doesNotThrowAnyException();
      assertThat(faults(nested(shape, 201), Language.CONTACT))
          .as(shape)
          .containsExactly(
              "1:%d too-deep the expression is nested more than 200 deep; make segments of its parts"
                  .formatted(shape.length() * 200 + 1));
    }
    assertThat(faults("(".repeat(100_000), Language.CONTACT))
        .singleElement()
        .asString()
        .contains("too-deep");
    assertThat(faults("not ".repeat(100_000) + "vip", Language.CONTACT))
        .singleElement()
        .asString()
        .contains("too-deep");
  }

  private static String nested(String open, int depth) {
    return open.repeat(depth) + "vip" + (open.endsWith("(") ? ")".repeat(depth) : "");
  }

  /** Depth is what is limited, not length. */
  @Test
  void readsLongExpressions() {
    var many =
        IntStream.range(0, 5_000).mapToObj(i -> "age = " + i).collect(Collectors.joining(" or "));
    assertThat(parse(many))
        .isInstanceOfSatisfying(Expression.Or.class, or -> assertThat(or.parts()).hasSize(5_000));
    var options =
        IntStream.range(0, 20_000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
    assertThat(parse("name in (" + options + ")"))
        .isInstanceOfSatisfying(
            Expression.OneOf.class, one -> assertThat(one.options()).hasSize(20_000));
    assertThat(parse("name = '" + "x".repeat(1_000_000) + "'"))
        .isInstanceOf(Expression.Compare.class);
  }

  /** No text whatever breaks the parser: it answers an expression or problems. */
  @Test
  void answersEveryText() {
    var words =
        List.of(
            "vip",
            "age",
            "name",
            "and",
            "or",
            "not",
            "(",
            ")",
            "=",
            "<",
            "in",
            "segment",
            "'VIP'",
            "any",
            "purchase",
            "where",
            "3",
            "-",
            ".",
            ",",
            "days",
            "ago",
            "within",
            "last",
            "\"",
            "'",
            "\uD800",
            "\0",
            "\n",
            "between",
            "is",
            "missing",
            "ever",
            "opened",
            "sum",
            "count",
            "starts",
            "with",
            "today",
            "date",
            "€",
            "😀",
            "properties");
    for (var seed = 0; seed < (Boolean.getBoolean("caravan.long") ? 100_000 : 3_000); seed++) {
      var random = new java.util.Random(seed);
      var text = new StringBuilder();
      for (var i = random.nextInt(14); i > 0; i--) {
        text.append(words.get(random.nextInt(words.size())))
            .append(random.nextInt(4) == 0 ? "" : " ");
      }
      var problems = new Problems();
      assertThatCode(
              () -> {
                var parsed =
                    Language.PARSER.parse(
                        text.toString(), Language.CONTACT, new Place("t", 1, 1), problems);
                assertThat(parsed.isPresent()).isEqualTo(problems.isEmpty());
              })
          .as("seed %d: %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  /** A text that no database takes is refused before one is asked. */
  @Test
  void refusesWhatIsNoText() {
    assertThat(faults("name = 'a\0b'", Language.CONTACT))
        .singleElement()
        .asString()
        .startsWith("1:8 text ");
    assertThat(faults("name = 'a\uD800b'", Language.CONTACT))
        .singleElement()
        .asString()
        .startsWith("1:8 text ");
  }
}
