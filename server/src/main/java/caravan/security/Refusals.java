package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that was refused before any resource saw it. */
@FunctionalInterface
public interface Refusals {

  void answer(HttpServletRequest request, HttpServletResponse response, Refused refused)
      throws IOException;
}
