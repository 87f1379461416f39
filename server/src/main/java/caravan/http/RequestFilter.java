package caravan.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id that its answer and its lines in the log have, and bounds its body.
 * Takes over the id of a proxy.
 */
final class RequestFilter extends OncePerRequestFilter {

  private static final String HEADER = "X-Request-Id";
  private static final String REQUEST = "request";
  private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
  private static final long LARGEST_WHOLE = 32L * 1024 * 1024;
  private static final List<String> DEFINITIONS =
      List.of("/api/v1/segments", "/api/v1/journeys", "/api/v1/messages");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpSettings settings;
  private final ProblemAdvice problems;

  RequestFilter(HttpSettings settings, ProblemAdvice problems) {
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var given = request.getHeader(HEADER);
    var id = given != null && ID.matcher(given).matches() ? given : random();
    response.setHeader(HEADER, id);
    MDC.put(REQUEST, id);
    var began = System.nanoTime();
    try {
      var largest = largest(request);
      if (request.getContentLengthLong() > largest) {
        problems.write(ProblemOf.failure(new BodyTooLarge(largest)), response);
      } else {
        answer(new BoundedRequest(request, largest), response, chain);
      }
    } finally {
      if (LOG.isDebugEnabled()) {
        LOG.debug(
            "{} {} {} in {} ms",
            request.getMethod(),
            request.getRequestURI(),
            response.getStatus(),
            (System.nanoTime() - began) / 1_000_000);
      }
      MDC.clear();
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException failure) {
      problems.write(ProblemOf.failure(cause(failure)), response);
    }
  }

  /** Definitions and JSON are read as a whole; millions of rows come line by line, or as a file. */
  private long largest(HttpServletRequest request) {
    if (FormParameters.isForm(request)) {
      return Math.min(FormParameters.LONGEST, settings.largestBody());
    }
    var type = request.getContentType();
    var isJson = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    return isJson || DEFINITIONS.stream().anyMatch(request.getServletPath()::startsWith)
        ? Math.min(LARGEST_WHOLE, settings.largestBody())
        : settings.largestBody();
  }

  private static Throwable cause(Exception failure) {
    return failure instanceof ServletException servlet && servlet.getRootCause() != null
        ? servlet.getRootCause()
        : failure;
  }

  private static String random() {
    var bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
