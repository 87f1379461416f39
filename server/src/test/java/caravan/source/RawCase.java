package caravan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import caravan.source.RawServer.Raw;
import caravan.source.SourceFailure.Reason;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Reads from a server that answers anything. */
abstract class RawCase {

  static final String ANN = "{\"msdynci_customerid\": \"ann\"}";
  static final String BOB = "{\"msdynci_customerid\": \"bob\"}";

  final ManualTime time = new ManualTime();
  RawServer server;

  @BeforeEach
  void start() throws IOException {
    server = RawServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  CustomerInsights source() {
    return new CustomerInsights(server.settings(), time, time);
  }

  Received read() {
    return Received.from(source());
  }

  SourceFailure failure(Reason reason) {
    var failure = catchThrowableOfType(SourceFailure.class, this::read);
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).as(String.valueOf(failure.getMessage())).isEqualTo(reason);
    assertThat(failure).hasMessageNotContaining("t0ken").hasMessageNotContaining(RawServer.SECRET);
    return failure;
  }

  /** One more column, and its value in the only profile. */
  void column(String type, String json) {
    server.answer(
        RawServer.ATTRIBUTES,
        Raw.rows(
            RawServer.attribute("msdynci_customerid", "String"),
            RawServer.attribute("msdynci_x", type)));
    server.answer(
        RawServer.PROFILES,
        Raw.rows("{\"msdynci_customerid\": \"ann\", \"msdynci_x\": " + json + "}"));
  }
}
