package caravan.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Postfix's mail server that takes everything, and its generator of load. */
final class PostfixTools {

  private static final String BACKLOG = "1024";
  private static final int LONGEST_START = 500;

  private final Path sink = find("smtp-sink");
  private final Path source = find("smtp-source");

  private static Path find(String tool) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "'%s' is missing: it comes with Postfix (in Debian the package 'postfix')"
                        .formatted(tool)));
  }

  /** A process that is ended with this. */
  record Sink(Process process) implements AutoCloseable {

    @Override
    public void close() {
      process.destroy();
      try {
        process.waitFor();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a sink on this machine; it listens when this returns. */
  Sink sink(int port) throws IOException {
    var command = new ArrayList<>(List.of(sink.toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody")); // it would refuse to run otherwise
    }
    command.addAll(List.of("127.0.0.1:" + port, BACKLOG));
    var started = new Sink(quiet(command).start());
    for (var i = 0; i < LONGEST_START && started.process().isAlive(); i++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return started;
      } catch (IOException _) {
        ServerProcess.pause(10);
      }
    }
    started.close();
    throw new IOException("smtp-sink did not start at port " + port);
  }

  /** Sends so many mails with bodies of a length over fifty connections. */
  void send(int port, int mails, int length) throws IOException {
    var process =
        quiet(
                List.of(
                    source.toString(),
                    "-d",
                    "-s",
                    "50",
                    "-l",
                    String.valueOf(length),
                    "-m",
                    String.valueOf(mails),
                    "-f",
                    "news@harbour.example",
                    "-t",
                    "somebody@example.org",
                    "127.0.0.1:" + port))
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("smtp-source failed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static ProcessBuilder quiet(List<String> command) {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }
}
