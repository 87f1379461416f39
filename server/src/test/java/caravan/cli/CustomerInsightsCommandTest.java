package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.source.CustomerInsights;
import caravan.source.CustomerInsightsSettings;
import caravan.source.ProfileColumns;
import caravan.source.SegmentSource;
import caravan.source.SourceSegment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The stand-in as a person starts it. */
class CustomerInsightsCommandTest extends CommandLineCase {

  /** Knows when all has been said. */
  private static final class Heard extends StringWriter {

    private final CountDownLatch all = new CountDownLatch(1);

    @Override
    public void write(String text, int from, int length) {
      super.write(text, from, length);
      if (toString().contains("Ctrl-C")) {
        all.countDown();
      }
    }
  }

  private static String said(String out, String setting) {
    var line = Pattern.compile("(?m)^  " + setting + " +(\\S+)$").matcher(out);
    assertThat(line.find()).as(setting + " in " + out).isTrue();
    return line.group(1);
  }

  @Test
  void whatItSaysIsWhatItTakesToReadIt() throws InterruptedException {
    var heard = new Heard();
    var code = new AtomicInteger(-1);
    var running =
        Thread.ofPlatform()
            .start(
                () ->
                    code.set(
                        new CommandLine(new Caravan())
                            .setOut(new PrintWriter(heard, true))
                            .execute(
                                "customer-insights",
                                "--port",
                                "0",
                                "--profiles",
                                "40",
                                "--seed",
                                "9")));
    try {
      assertThat(heard.all.await(60, TimeUnit.SECONDS)).isTrue();
      var out = heard.toString();
      assertThat(out).contains("with 40 profiles and 7 segments", "/admin");
      var settings =
          CustomerInsightsSettings.of(
                  URI.create(said(out, "environment")),
                  said(out, "tenant"),
                  said(out, "client"),
                  said(out, "secret"))
              .withAuthority(URI.create(said(out, "authority")))
              .withSegmentPage(said(out, "segment page"));
      var profiles = new AtomicInteger();
      new CustomerInsights(settings)
          .read(
              new SegmentSource.Receiver() {
                @Override
                public void columns(ProfileColumns columns) {}

                @Override
                public void profile(Map<String, Object> values) {
                  profiles.incrementAndGet();
                }

                @Override
                public void unlisted() {}

                @Override
                public void segment(SourceSegment segment) {}

                @Override
                public void membership(String segment, String profile) {}
              });
      assertThat(profiles).hasValue(40);
    } finally {
      running.interrupt();
      running.join(TimeUnit.SECONDS.toMillis(60));
    }
    assertThat(running.isAlive()).isFalse();
    assertThat(code).hasValue(Caravan.DONE);
  }

  @Test
  void wrongNumbersAreRefused() {
    for (var arguments :
        new String[][] {
          {"--port", "65536"}, {"--port", "-1"}, {"--profiles", "-1"}, {"--profiles", "x"}, {"."}
        }) {
      var answer =
          run(Stream.concat(Stream.of("customer-insights"), Stream.of(arguments)).toArray());
      assertThat(answer.code()).as(String.join(" ", arguments)).isEqualTo(Caravan.WRONG_INPUT);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.errors()).isNotBlank();
    }
    assertThat(run("customer-insights", "--help").isDone().out())
        .startsWith("Usage: caravan customer-insights");
  }

  @Test
  void aPortThatIsTakenIsSaidToBe() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var answer = run("customer-insights", "--port", taken.getLocalPort());
      assertThat(answer.code()).isEqualTo(Caravan.FAILED);
      assertThat(answer.errors()).contains("Address already in use").doesNotContain("\tat ");
    }
  }
}
