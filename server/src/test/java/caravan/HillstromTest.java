package caravan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.cli.CommandLineCase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * 64,000 real customers of a shop travel three journeys; every number of the report is what plain
 * Java counts in the files.
 */
class HillstromTest extends CommandLineCase {

  private static final Set<String> STAFF = Set.of("H00001", "H00005", "H63999");

  private Path shop = Path.of("");
  private List<Customer> customers = List.of();

  /** A customer and what came of the mailing; everybody has one outcome. */
  private record Customer(
      String id,
      int recency,
      String historySegment,
      BigDecimal history,
      boolean mens,
      boolean womens,
      String zipCode,
      boolean newbie,
      String channel,
      String mailing,
      boolean visit,
      boolean conversion,
      BigDecimal spend) {

    boolean boughtLately() {
      return recency <= 3;
    }

    boolean bigSpender() {
      return history.compareTo(new BigDecimal(500)) > 0;
    }

    boolean biggestSpender() {
      return historySegment.startsWith("6)") || historySegment.startsWith("7)");
    }

    boolean online() {
      return channel.equals("Web") || channel.equals("Multichannel");
    }

    boolean newcomerInTown() {
      return newbie && zipCode.equals("Urban");
    }

    boolean mensMailing() {
      return mailing.equals("Mens E-Mail");
    }

    boolean womensMailing() {
      return mailing.equals("Womens E-Mail");
    }

    boolean buyer() {
      return spend.signum() > 0;
    }

    boolean goodBuyer() {
      return conversion
              && spend.compareTo(new BigDecimal(100)) >= 0
              && spend.compareTo(new BigDecimal(200)) <= 0
          || spend.compareTo(new BigDecimal(400)) >= 0;
    }

    boolean dearBuyer() {
      return visit && spend.compareTo(new BigDecimal("29.99")) > 0;
    }

    boolean dormant() {
      return recency >= 10 && !visit;
    }

    boolean bothDepartments() {
      return (mens && womens || Set.of("H00002", "H00003").contains(id))
          && !Set.of("H00003", "H00013").contains(id);
    }

    boolean staff() {
      return STAFF.contains(id);
    }
  }

  @BeforeEach
  void open() throws IOException {
    var data = data();
    assumeTrue(
        data != null,
        "Skipped: shared/data/hillstrom/ (the MineThatData e-mail challenge) does not lie beside the repository.");
    shop = temporary.resolve("shop");
    copy(Path.of("src/test/resources/hillstrom"), shop);
    Files.createDirectories(shop.resolve("data"));
    for (var file : List.of("customers.csv", "outcomes.csv")) {
      Files.copy(data.resolve(file), shop.resolve("data").resolve(file));
    }
    customers = read(data);
  }

  /** Beside the repository, wherever this module lies in it. */
  private static @org.jspecify.annotations.Nullable Path data() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var data = folder.resolve("shared/data/hillstrom");
      if (Files.exists(data.resolve("customers.csv"))
          && Files.exists(data.resolve("outcomes.csv"))) {
        return data;
      }
    }
    return null;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  @Test
  void everyCountIsWhatTheFilesSay() throws IOException {
    var report = temporary.resolve("report.json");
    run("run", shop, "--from", "2026-08-01T00:00:00Z", "--report", report).isDone();
    var found = JsonMapper.shared().readValue(Files.readString(report), Map.class);

    var winBack = journey(found, "Win back");
    var reminded = inflow(winBack, "1.1.1"); // drawn by lot
    var dormant = count(customer -> customer.dormant() && !customer.staff());
    assertThat((double) reminded).isBetween(0.38 * dormant, 0.42 * dormant);

    var expected = new LinkedHashMap<String, Object>();
    expected.put("from", "2026-08-01T00:00:00Z");
    expected.put("until", "2027-08-01T00:00:00Z");
    expected.put("segments", segments());
    expected.put(
        "journeys",
        Map.of(
            "Autumn catalogue",
            autumn(),
            "Newsletter",
            newsletter(),
            "Win back",
            winBack(reminded)));
    assertThat(JsonMapper.shared().writeValueAsString(sorted(found)))
        .isEqualTo(JsonMapper.shared().writeValueAsString(sorted(expected)));
  }

  /** In a minute 600 people enter, and the first of them at once; nobody's week is over. */
  @Test
  void peopleEnterOneAfterTheOther() throws IOException {
    var report = temporary.resolve("report.json");
    run(
            "run",
            shop,
            "--journey",
            "Win back",
            "--from",
            "2026-08-01T00:00:00Z",
            "--for",
            "1 minute",
            "--report",
            report)
        .isDone();
    var run = json(report).at("/journeys/Win back/runs/0");
    var dormant = count(customer -> customer.dormant() && !customer.staff());
    assertThat(run.get("eligible").asLong()).isEqualTo(dormant);
    assertThat(run.get("entered").asLong()).isEqualTo(601);
    assertThat(run.get("waiting").asLong()).isEqualTo(601);
    assertThat(run.get("left").isEmpty()).isTrue();
  }

  /** What the command says of single questions, too. */
  @Test
  void questionsAreAnsweredAlike() {
    var questions =
        Map.<String, Predicate<Customer>>of(
            "in segment 'Visitors' and recency between 4 and 6",
            customer -> customer.visit && customer.recency >= 4 && customer.recency <= 6,
            "history <= 29.99 and not any(outcome where mailing contains 'mens e-mail')",
            customer ->
                customer.history.compareTo(new BigDecimal("29.99")) <= 0
                    && !customer.mensMailing()
                    && !customer.womensMailing(),
            "id ends with '007' or id = 'h00001'", // keys are exact
            customer -> customer.id.endsWith("007"),
            "count(outcome) != 1",
            _ -> false);
    questions.forEach(
        (question, test) ->
            assertThat(run("segment", question, shop).isDone().out())
                .as(question)
                .startsWith("%,d of 64,000 customer (".formatted(count(test))));
  }

  private Map<String, Object> segments() {
    var segments = new LinkedHashMap<String, Object>();
    segments.put("Bought lately", count(Customer::boughtLately));
    segments.put("Big spenders", count(Customer::bigSpender));
    segments.put("Biggest spenders", count(Customer::biggestSpender));
    segments.put("Online", count(Customer::online));
    segments.put("Newcomers in town", count(Customer::newcomerInTown));
    segments.put("Between towns", count(customer -> customer.zipCode.equals("Surburban")));
    segments.put("Mens mailing", count(Customer::mensMailing));
    segments.put("Womens mailing", count(Customer::womensMailing));
    segments.put("Visitors", count(Customer::visit));
    segments.put(
        "Mailed and came",
        count(customer -> customer.visit && !customer.mailing.equals("No E-Mail")));
    segments.put("Buyers", count(Customer::buyer));
    segments.put("Good buyers", count(Customer::goodBuyer));
    segments.put("Dear buyers", count(Customer::dearBuyer));
    segments.put("Dormant", count(Customer::dormant));
    segments.put(
        "Strangers",
        count(
            customer -> !customer.boughtLately() && !customer.bigSpender() && !customer.online()));
    segments.put("Both departments", count(Customer::bothDepartments));
    segments.put("Staff", 3L);
    return segments;
  }

  private Map<String, Object> autumn() {
    var audience =
        where(
            customers,
            customer -> customer.boughtLately() || customer.bigSpender() || customer.online());
    var entered = where(audience, customer -> !customer.newcomerInTown() && !customer.staff());
    var inside = where(entered, customer -> !customer.goodBuyer());
    var mens = where(inside, Customer::mensMailing);
    var womens = where(inside, Customer::womensMailing);
    var came = where(inside, Customer::visit);
    var stayedAway = where(inside, customer -> !customer.visit());
    var thanked = where(came, Customer::mensMailing);
    var out =
        where(
            came,
            customer -> !customer.mensMailing() && (customer.buyer() || customer.biggestSpender()));

    var steps = new LinkedHashMap<String, Object>();
    steps.put("mailing", step("branch", inside));
    steps.put("1.1.1", mail("mens", mens));
    steps.put("1.2.1", mail("womens", womens));
    steps.put("2", step("wait", inside));
    steps.put("3", step("branch", inside));
    steps.put("3.1.1", step("branch", came));
    steps.put("3.1.1.1.1", mail("thanks", thanked));
    steps.put("3.1.1.2.1", step("exit", out));
    steps.put("3.2.1", step("wait-for", stayedAway));
    steps.put("3.2.1.1.1", mail("thanks", List.of()));
    steps.put("3.2.1.2.1", mail("reminder", stayedAway));
    steps.put("4", step("wait", where(inside, customer -> !out.contains(customer))));
    var left =
        Map.of(
            "completed", (long) inside.size() - out.size(),
            "exit-segment", (long) entered.size() - inside.size(),
            "exit-step", (long) out.size());
    return Map.of(
        "runs",
            List.of(run("2026-09-01T16:00:00Z", entered, audience.size() - entered.size(), left)),
        "steps", steps,
        "messages",
            Map.of(
                "mens", sent(mens.size()),
                "womens", sent(womens.size()),
                "thanks", sent(thanked.size()),
                "reminder", sent(stayedAway.size())));
  }

  /**
   * On the last day of each month, six in the evening there; whoever is dormant leaves as soon as
   * they enter.
   */
  private Map<String, Object> newsletter() {
    var online = where(customers, Customer::online);
    var inside = where(online, customer -> !customer.dormant());
    var left =
        Map.of(
            "completed",
            (long) inside.size(),
            "exit-segment",
            (long) online.size() - inside.size());
    var occurrences =
        List.of(
            "2026-09-01T01:00:00Z",
            "2026-10-01T01:00:00Z",
            "2026-11-01T01:00:00Z",
            "2026-12-01T02:00:00Z",
            "2027-01-01T02:00:00Z");
    var times = occurrences.size();
    return Map.of(
        "runs", occurrences.stream().map(occurrence -> run(occurrence, online, 0, left)).toList(),
        "steps",
            Map.of(
                "1",
                    Map.of("kind", "email", "name", "news", "inflow", (long) times * inside.size()),
                "2", Map.of("kind", "wait", "inflow", (long) times * inside.size()),
                "3",
                    Map.of(
                        "kind",
                        "email",
                        "name",
                        "reminder",
                        "inflow",
                        (long) times * inside.size())),
        "messages",
            Map.of(
                "news",
                sent((long) times * inside.size()),
                "reminder",
                sent((long) times * inside.size())));
  }

  private Map<String, Object> winBack(long reminded) {
    var dormant = where(customers, Customer::dormant);
    var entered = where(dormant, customer -> !customer.staff());
    return Map.of(
        "runs",
            List.of(
                run(
                    "2026-08-01T00:00:00Z",
                    entered,
                    dormant.size() - entered.size(),
                    Map.of("completed", (long) entered.size()))),
        "steps",
            Map.of(
                "1", step("split", entered),
                "1.1.1", Map.of("kind", "email", "name", "reminder", "inflow", reminded),
                "2", step("wait", entered)),
        "messages", Map.of("reminder", sent(reminded)));
  }

  private static Map<String, Object> run(
      String occurrence, Collection<Customer> entered, long excluded, Map<String, Long> left) {
    return Map.of(
        "occurrence",
        occurrence,
        "eligible",
        (long) entered.size(),
        "excluded",
        excluded,
        "entered",
        (long) entered.size(),
        "waiting",
        0L,
        "left",
        left);
  }

  private static Map<String, Object> step(String kind, Collection<Customer> inflow) {
    return Map.of("kind", kind, "inflow", (long) inflow.size());
  }

  private static Map<String, Object> mail(String message, Collection<Customer> inflow) {
    return Map.of("kind", "email", "name", message, "inflow", (long) inflow.size());
  }

  private static Map<String, Object> sent(long sent) {
    return Map.of("sent", sent, "deferred", 0L, "blocked", Map.of(), "failed", 0L);
  }

  private long count(Predicate<Customer> test) {
    return customers.stream().filter(test).count();
  }

  /** A set, so that asking whether somebody is in it is quick. */
  private static Set<Customer> where(Collection<Customer> of, Predicate<Customer> test) {
    return of.stream().filter(test).collect(Collectors.toSet());
  }

  private static Map<?, ?> journey(Map<?, ?> report, String name) {
    return (Map<?, ?>) get((Map<?, ?>) get(report, "journeys"), name);
  }

  private static long inflow(Map<?, ?> journey, String step) {
    return ((Number) get((Map<?, ?>) get((Map<?, ?>) get(journey, "steps"), step), "inflow"))
        .longValue();
  }

  private static Object get(Map<?, ?> map, String key) {
    return java.util.Objects.requireNonNull(map.get(key), key);
  }

  /** The same with the keys of objects in order. */
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = new java.util.TreeMap<String, Object>();
        map.forEach(
            (key, each) ->
                sorted.put(String.valueOf(key), sorted(java.util.Objects.requireNonNull(each))));
        yield sorted;
      }
      case List<?> list -> list.stream().map(HillstromTest::sorted).toList();
      default -> value;
    };
  }

  private static List<Customer> read(Path data) throws IOException {
    var outcomes = new HashMap<String, List<String>>();
    for (var row : rows(data.resolve("outcomes.csv"))) {
      assertThat(outcomes.put(row.getFirst(), row)).isNull();
    }
    var customers = new ArrayList<Customer>();
    for (var row : rows(data.resolve("customers.csv"))) {
      var outcome = java.util.Objects.requireNonNull(outcomes.get(row.getFirst()));
      customers.add(
          new Customer(
              row.get(0),
              Integer.parseInt(row.get(2)),
              row.get(3),
              new BigDecimal(row.get(4)),
              row.get(5).equals("1"),
              row.get(6).equals("1"),
              row.get(7),
              row.get(8).equals("1"),
              row.get(9),
              outcome.get(1),
              outcome.get(2).equals("1"),
              outcome.get(3).equals("1"),
              new BigDecimal(outcome.get(4))));
    }
    assertThat(customers).hasSize(64_000);
    return customers;
  }

  /** Cells of a CSV whose quotes only hold commas. */
  private static List<List<String>> rows(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.skip(1).map(HillstromTest::cells).toList();
    }
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < line.length(); i++) {
      var letter = line.charAt(i);
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(letter);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
