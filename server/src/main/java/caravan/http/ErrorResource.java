package caravan.http;

import caravan.security.Open;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside of every resource. */
@Hidden
@RestController
class ErrorResource implements ErrorController {

  private final ProblemAdvice problems;

  ErrorResource(ProblemAdvice problems) {
    this.problems = problems;
  }

  @Open
  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      problems.write(ProblemOf.failure(failure), response);
    } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)
        instanceof Integer status) {
      problems.write(
          ProblemAnswer.of(status, ProblemOf.code(status), "the request cannot be answered"),
          response);
    } else {
      problems.write(ProblemAnswer.of(404, "not-found", "there is nothing here"), response);
    }
  }
}
