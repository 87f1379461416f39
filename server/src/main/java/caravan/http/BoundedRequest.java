package caravan.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body ends with a failure where it gets too long, which not every one says before,
 * or comes too slowly.
 */
final class BoundedRequest extends HttpServletRequestWrapper {

  /** An attribute of requests whose body came too slowly. */
  static final String GIVEN_UP = "caravan.given-up";

  private final long largest;
  private @Nullable ServletInputStream body;
  private @Nullable Map<String, String[]> parameters;

  BoundedRequest(HttpServletRequest request, long largest) {
    super(request);
    this.largest = largest;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Bounded(super.getInputStream());
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  /** Those of a form's body too: the container would read that without a bound of time. */
  @Override
  public Map<String, String[]> getParameterMap() {
    if (parameters == null) {
      parameters = FormParameters.isForm(this) ? form() : super.getParameterMap();
    }
    return parameters;
  }

  private Map<String, String[]> form() {
    try {
      var text = new String(getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return FormParameters.of(
          text, super.getParameterMap()); // of the query, once the body is read
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable String getParameter(String name) {
    var values = getParameterMap().get(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  private final class Bounded extends ServletInputStream {

    private final ServletInputStream all;
    private final Pace pace = new Pace();
    private long read;

    Bounded(ServletInputStream all) {
      this.all = all;
    }

    private void count(int more, long began) throws IOException {
      if (more > 0) {
        read += more;
        if (read > largest) {
          throw new BodyTooLarge(largest);
        }
        pace.count(more, System.nanoTime() - began);
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var began = System.nanoTime();
      try {
        var more = all.read(bytes, offset, length);
        count(more, began);
        return more;
      } catch (SocketTimeoutException _) {
        setAttribute(GIVEN_UP, true);
        throw new BodyTooSlow();
      } catch (BodyTooSlow slow) {
        setAttribute(GIVEN_UP, true);
        throw slow;
      }
    }

    @Override
    public boolean isFinished() {
      return all.isFinished();
    }

    @Override
    public boolean isReady() {
      return all.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      all.setReadListener(listener);
    }
  }
}
