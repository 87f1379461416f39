package caravan;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The order of the rooms: each imports only rooms above it, and the pure ones nothing that acts on
 * the world.
 */
class RoomsTest {

  /** From the top down, with their sub-packages. */
  private static final List<String> ROOMS =
      List.of(
          "cohort",
          "problem",
          "warehouse",
          "profile",
          "segment",
          "audience",
          "journey",
          "message",
          "interaction",
          "workspace",
          "runtime");

  private static final JavaClasses ENGINE = read();

  /** The engine's own classes only: what libraries use among themselves is not asked about. */
  private static JavaClasses read() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("testkit"))
        .importPackages("caravan");
  }

  /**
   * Segments become SQL in a package of their own; nothing else in these rooms knows of a database.
   */
  private static final DescribedPredicate<JavaClass> PURE =
      resideInAnyPackage(room("cohort"), room("segment"), room("journey"))
          .and(DescribedPredicate.not(resideInAPackage("caravan.segment.sql..")))
          .as("in a pure room");

  private static final DescribedPredicate<JavaClass> DATABASE =
      resideInAnyPackage(
              "java.sql..", "javax.sql..", "org.jooq..", "org.duckdb..", "org.postgresql..")
          .as("a database");

  private static final DescribedPredicate<JavaClass> LOG =
      resideInAnyPackage("java.util.logging..", "org.slf4j..")
          .or(named("java.lang.System$Logger", "java.io.PrintStream"))
          .as("a log");

  private static final DescribedPredicate<JavaClass> CLOCK =
      named("java.time.Clock", "java.time.InstantSource", "java.util.Timer", "java.util.Date")
          .as("a clock");

  private static final DescribedPredicate<JavaClass> CHANCE =
      resideInAnyPackage("java.util.random..")
          .or(
              named(
                  "java.util.Random",
                  "java.util.SplittableRandom",
                  "java.util.concurrent.ThreadLocalRandom",
                  "java.security.SecureRandom",
                  "java.util.UUID"))
          .as("a source of randomness");

  private static final DescribedPredicate<JavaAccess<?>> READING_A_CLOCK_OR_DICE =
      describe("reading a clock or throwing dice", RoomsTest::readsClockOrDice);

  private static final DescribedPredicate<JavaClass> ROARING =
      resideInAPackage("org.roaringbitmap..").as("RoaringBitmap");

  static List<String> rooms() {
    return ROOMS;
  }

  static Stream<String> roomsWithOthersBelow() {
    return ROOMS.stream().limit(ROOMS.size() - 1L);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void isFurnished(String room) {
    assertThat(ENGINE.that(resideInAPackage(room(room)))).isNotEmpty();
  }

  @Test
  void everyClassHasARoom() {
    var packages = ROOMS.stream().map(RoomsTest::room).toArray(String[]::new);
    holds(classes().should().resideInAnyPackage(packages));
  }

  @ParameterizedTest
  @MethodSource("roomsWithOthersBelow")
  void importsOnlyRoomsAbove(String room) {
    var below =
        ROOMS.stream().skip(ROOMS.indexOf(room) + 1L).map(RoomsTest::room).toArray(String[]::new);
    holds(
        noClasses()
            .that()
            .resideInAPackage(room(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(below));
  }

  @Test
  void onlyTheWarehouseKnowsDrivers() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(room("warehouse"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.duckdb..", "org.postgresql.."));
  }

  @Test
  void engineHasNoWebFramework() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework..", "jakarta.servlet..", "jakarta.ws.rs..", "picocli.."));
  }

  @Test
  void onlyCohortsSeeBitmaps() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(room("cohort"))
            .should()
            .dependOnClassesThat(ROARING));
  }

  static Stream<DescribedPredicate<JavaClass>> impurities() {
    return Stream.of(DATABASE, LOG, CLOCK, CHANCE);
  }

  /** Not even by way of a class of another room. */
  @ParameterizedTest
  @MethodSource("impurities")
  void pureRoomsDoNotReach(DescribedPredicate<JavaClass> impurity) {
    holds(noClasses().that(PURE).should().transitivelyDependOnClassesThat(impurity));
  }

  @Test
  void pureRoomsReadNoClockAndThrowNoDice() {
    holds(noClasses().that(PURE).should().accessTargetWhere(READING_A_CLOCK_OR_DICE));
  }

  /**
   * Each thing that is looked for is found where it is known to be, so that not finding it means
   * something.
   */
  @Test
  void looksWhereThereIsSomethingToSee() {
    for (var pure :
        List.of(
            "caravan.cohort",
            "caravan.segment",
            "caravan.segment.grammar",
            "caravan.journey",
            "caravan.journey.tile")) {
      assertThat(ENGINE.that(PURE).that(resideInAPackage(pure))).as(pure).isNotEmpty();
    }
    isSeen(
        noClasses().that().resideInAPackage(room("cohort")).should().dependOnClassesThat(ROARING));
    isSeen(
        noClasses()
            .that()
            .resideInAPackage(room("profile"))
            .should()
            .dependOnClassesThat(DATABASE));
    isSeen(
        noClasses()
            .that()
            .resideInAPackage("caravan.segment.sql..")
            .should()
            .transitivelyDependOnClassesThat(DATABASE));
    for (var room : ROOMS.subList(ROOMS.indexOf("profile"), ROOMS.size())) {
      isSeen(
          noClasses()
              .that()
              .resideInAPackage(room(room))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  ROOMS.stream()
                      .limit(ROOMS.indexOf(room))
                      .map(RoomsTest::room)
                      .toArray(String[]::new)));
    }
    var impure = new ClassFileImporter().importClasses(Impure.class);
    assertThat(noClasses().should().dependOnClassesThat(LOG).evaluate(impure).hasViolation())
        .isTrue();
    assertThat(noClasses().should().dependOnClassesThat(CLOCK).evaluate(impure).hasViolation())
        .isTrue();
    assertThat(noClasses().should().dependOnClassesThat(CHANCE).evaluate(impure).hasViolation())
        .isTrue();
    assertThat(
            noClasses()
                .should()
                .accessTargetWhere(READING_A_CLOCK_OR_DICE)
                .evaluate(impure)
                .getFailureReport()
                .getDetails())
        .hasSize(5);
  }

  private static String room(String room) {
    return "caravan." + room + "..";
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    var all = Set.of(names);
    return describe("one of " + all, type -> all.contains(type.getName()));
  }

  private static boolean readsClockOrDice(JavaAccess<?> access) {
    var owner = access.getTargetOwner().getName();
    return switch (access.getName()) {
      case "now" -> owner.startsWith("java.time.");
      case "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
      case "random" -> owner.equals("java.lang.Math");
      case "shuffle" -> owner.equals("java.util.Collections");
      default -> false;
    };
  }

  private static void holds(ArchRule rule) {
    rule.check(ENGINE);
  }

  private static void isSeen(ArchRule rule) {
    assertThat(rule.evaluate(ENGINE).hasViolation()).as(rule.getDescription()).isTrue();
  }

  /** What a pure room may not do. */
  @SuppressWarnings({
    "unused",
    "UnusedMethod",
    "TimeZoneUsage",
    "JavaTimeDefaultTimeZone",
    "JavaUtilDate"
  })
  private static final class Impure {

    private final java.time.Clock clock = java.time.Clock.systemUTC();
    private final java.util.Random dice = new java.util.Random(1);

    void act() {
      System.out.println(java.time.Instant.now());
      System.out.println(java.time.LocalDate.now(clock));
      System.out.println(System.nanoTime() + System.currentTimeMillis());
      System.out.println(Math.random() + dice.nextInt());
    }
  }
}
