package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.runtime.IllegalCommand;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code caravan} itself: it only has commands below it. */
@Command(
    name = "caravan",
    mixinStandardHelpOptions = true,
    version = "Caravan 0.1.0",
    header = "Customer journeys: who, and what happens to them.",
    subcommands = {
      CheckCommand.class,
      RunCommand.class,
      TestCommand.class,
      SegmentCommand.class,
      TablesCommand.class,
      ImportCommand.class,
      ExportCommand.class
    },
    footerHeading = "%nExit codes: ",
    footer = "0 done, 1 failed while running, 2 the input is wrong, 3 an expectation failed.")
public final class Caravan implements Runnable {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;
  static final int NOT_AS_EXPECTED = 3;

  /** Runs a command; answers the exit code. */
  public static int run(String... arguments) {
    return new CommandLine(new Caravan())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Caravan::failed)
        .execute(arguments);
  }

  /** Without a command, the help is what is wanted. */
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    var errors = line.getErr();
    return switch (failure) {
      case InvalidInput invalid -> {
        invalid.problems().forEach(errors::println);
        var count = invalid.problems().size();
        errors.println(count == 1 ? "1 problem." : count + " problems.");
        yield WRONG_INPUT;
      }
      case WarehouseFailure warehouse -> say(line, warehouse.getMessage());
      case IllegalCommand illegal -> say(line, illegal.getMessage());
      case UncheckedIOException io -> say(line, io.getMessage());
      case IOException io -> say(line, "cannot read or write: " + io.getMessage());
      default -> {
        failure.printStackTrace(errors);
        yield say(line, "This is a fault of Caravan's. Please report it with the lines above.");
      }
    };
  }

  private static int say(CommandLine line, @Nullable String message) {
    line.getErr().println(message);
    return FAILED;
  }
}
