package caravan.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body ends with a failure where it gets too long; not every one says how long. */
final class BoundedRequest extends HttpServletRequestWrapper {

  private final long largest;
  private @Nullable ServletInputStream body;

  BoundedRequest(HttpServletRequest request, long largest) {
    super(request);
    this.largest = largest;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Bounded(super.getInputStream(), largest);
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  private static final class Bounded extends ServletInputStream {

    private final ServletInputStream all;
    private final long largest;
    private long read;

    Bounded(ServletInputStream all, long largest) {
      this.all = all;
      this.largest = largest;
    }

    private int count(int more) throws IOException {
      if (more > 0) {
        read += more;
        if (read > largest) {
          throw new BodyTooLarge(largest);
        }
      }
      return more;
    }

    @Override
    public int read() throws IOException {
      var one = all.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return count(all.read(bytes, offset, length));
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

    @Override
    public void close() throws IOException {
      all.close();
    }
  }
}
