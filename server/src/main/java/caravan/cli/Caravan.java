package caravan.cli;

import caravan.problem.InvalidInput;
import caravan.runtime.IllegalCommand;
import caravan.runtime.JourneyFailure;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jooq.exception.DataAccessException;
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
      UpCommand.class,
      TokenCommand.class,
      CheckCommand.class,
      RunCommand.class,
      TestCommand.class,
      SegmentCommand.class,
      TablesCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      DiffCommand.class,
      ApplyCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      OpenapiCommand.class,
      CustomerInsightsCommand.class
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
    var line =
        new CommandLine(new Caravan())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Caravan::failed)
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setOut(PrintableWriter.around(line.getOut()));
    line.setErr(PrintableWriter.around(line.getErr()));
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError _) {
      return say(line, "The memory is used up; CARAVAN_JAVA_OPTIONS=-Xmx8g gives more of it.");
    } catch (StackOverflowError _) {
      return say(line, "Something in the input is nested too deeply to be read.");
    } finally {
      line.getOut().flush();
      line.getErr().flush();
    }
  }

  /** Without a command, the help is what is wanted. */
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    var errors = line.getErr();
    return switch (failure) {
      case JourneyFailure journey when journey.getCause() instanceof Exception cause ->
          failed(cause, line, parsed);
      case InvalidInput invalid -> {
        invalid.problems().forEach(errors::println);
        var count = invalid.problems().size();
        errors.println(count == 1 ? "1 problem." : count + " problems.");
        yield WRONG_INPUT;
      }
      case WarehouseFailure warehouse -> say(line, warehouse.getMessage());
      case IllegalCommand illegal -> say(line, illegal.getMessage());
      case UncheckedIOException io -> say(line, io.getMessage());
      case FileSystemException file when file.getReason() == null ->
          say(line, "cannot read or write '%s': %s".formatted(file.getFile(), reason(file)));
      case IOException io -> say(line, "cannot read or write: " + io.getMessage());
      case DataAccessException data when isFromOutside(data) ->
          say(line, "the database cannot go on: " + rootMessage(data));
      default -> {
        failure.printStackTrace(errors);
        yield say(line, "This is a fault of Caravan's. Please report it with the lines above.");
      }
    };
  }

  /** What the names of exceptions say, and their messages do not. */
  private static String reason(FileSystemException failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "not permitted";
      case NoSuchFileException _ -> "there is no such file or folder";
      case FileAlreadyExistsException _ -> "a file is in the way";
      default -> failure.getClass().getSimpleName();
    };
  }

  private static boolean isFromOutside(DataAccessException failure) {
    var message = rootMessage(failure);
    return message.startsWith("IO Error") || message.startsWith("Out of Memory Error");
  }

  private static String rootMessage(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static int say(CommandLine line, @Nullable String message) {
    line.getErr().println(message);
    return FAILED;
  }
}
