package caravan;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The order of the server's rooms: each imports only rooms above it. */
class RoomsTest {

  /** From the top down. */
  private static final List<String> ROOMS =
      List.of("channel", "source", "security", "http", "app", "cli");

  private static final JavaClasses SERVER = read();

  private static JavaClasses read() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOMS.stream().map(room -> "caravan." + room).toArray(String[]::new));
  }

  private static String[] rooms(Stream<String> rooms) {
    return rooms.map(room -> "caravan." + room + "..").toArray(String[]::new);
  }

  static Stream<String> roomsWithOthersBelow() {
    return ROOMS.stream().limit(ROOMS.size() - 1L);
  }

  @ParameterizedTest
  @MethodSource("roomsWithOthersBelow")
  void importsOnlyRoomsAbove(String room) {
    assertThat(SERVER.that(resideInAPackage("caravan." + room + ".."))).isNotEmpty();
    noClasses()
        .that()
        .resideInAPackage("caravan." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(rooms(ROOMS.stream().skip(ROOMS.indexOf(room) + 1L)))
        .check(SERVER);
  }

  @Test
  void looksWhereThereIsSomethingToSee() {
    for (var room : ROOMS.subList(ROOMS.indexOf("http"), ROOMS.size())) {
      var above = rooms(ROOMS.stream().limit(ROOMS.indexOf(room)));
      assertThat(
              noClasses()
                  .that()
                  .resideInAPackage("caravan." + room + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(above)
                  .evaluate(SERVER)
                  .hasViolation())
          .as(room)
          .isTrue();
    }
  }
}
