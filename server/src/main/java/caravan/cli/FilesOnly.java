package caravan.cli;

import caravan.app.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** That a command reads a workspace's files, while a server has other definitions and rows. */
final class FilesOnly {

  private FilesOnly() {}

  /** Says so where a server of the folder runs. */
  static void say(CommandSpec command, Path folder) {
    try {
      State.running(folder)
          .ifPresent(
              server ->
                  command
                      .commandLine()
                      .getErr()
                      .printf(
                          "note: a server of this folder runs at %s; this is about the files, not"
                              + " about its definitions and rows. 'diff' compares the definitions.%n",
                          server.address()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
