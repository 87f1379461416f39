package caravan.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses by itself: what is no HTTP, or too much of it. What of a body nobody
 * has read is taken in at its pace, so that whoever still sends comes to read the answer; the rest
 * of one that comes too slowly, or is long, is not waited for.
 */
public final class ProblemValve extends ErrorReportValve {

  private static final int DRAINED = 2 * 1024 * 1024;

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    super.invoke(request, response);
    if (request.getAttribute(BoundedRequest.GIVEN_UP) != null) {
      letGo(request);
    } else if (mayHaveMore(request)) {
      response.flushBuffer();
      if (!isDrained(request.getCoyoteRequest())) {
        letGo(request);
      }
    }
  }

  private static void letGo(Request request) {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
  }

  /** Whether some of a body may not have been read, and will come without being asked for. */
  private static boolean mayHaveMore(Request request) {
    return !request.isAsync()
        && request.getHeader("Expect") == null
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
  }

  /**
   * Whether a body came to its end. Its stream may be closed by now, so it is read beneath that.
   */
  private static boolean isDrained(org.apache.coyote.Request request) {
    var pace = new Pace();
    var bytes = new Discarded();
    try {
      for (var left = DRAINED; left > 0; ) {
        var began = System.nanoTime();
        var more = request.doRead(bytes);
        if (more < 0) {
          return true;
        }
        left -= more;
        pace.count(more, System.nanoTime() - began);
      }
    } catch (IOException _) {
      // it is too slow, or broken off
    }
    return false;
  }

  private static final class Discarded implements ApplicationBufferHandler {

    private ByteBuffer buffer = ByteBuffer.allocate(0);

    @Override
    public void setByteBuffer(ByteBuffer filled) {
      buffer = filled;
    }

    @Override
    public ByteBuffer getByteBuffer() {
      return buffer;
    }

    @Override
    public void expand(int size) {
      // what is read stands in Tomcat's own
    }
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    var status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var problem =
        ProblemAnswer.of(status, ProblemOf.code(status), "the request cannot be understood");
    var body = JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      // whoever asked is gone
    }
  }
}
