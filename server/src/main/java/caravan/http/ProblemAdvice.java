package caravan.http;

import caravan.security.Refusals;
import caravan.security.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import tools.jackson.databind.json.JsonMapper;

/** Answers whatever failed with a problem. */
@RestControllerAdvice
class ProblemAdvice implements Refusals {

  private final JsonMapper json;

  ProblemAdvice(JsonMapper json) {
    this.json = json;
  }

  /** Whoever asked has gone: that is their right, and there is nobody to tell. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException gone) {}

  @ExceptionHandler
  void answer(Throwable failure, HttpServletResponse response) throws IOException {
    if (failure instanceof HttpRequestMethodNotSupportedException method
        && method.getSupportedMethods() != null) {
      response.setHeader(HttpHeaders.ALLOW, String.join(", ", method.getSupportedMethods()));
    }
    write(ProblemOf.failure(failure), response);
  }

  @Override
  public void answer(HttpServletRequest request, HttpServletResponse response, Refused refused)
      throws IOException {
    write(ProblemOf.failure(refused), response);
  }

  /** Writes it in place of what was to be answered, unless that went out already. */
  void write(ProblemAnswer problem, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.status() == 401) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          problem.code().equals("invalid-token")
              ? "Bearer realm=\"caravan\", error=\"invalid_token\""
              : "Bearer realm=\"caravan\"");
    }
    if (problem.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, problem.retryAfter().toString());
    }
    var body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
