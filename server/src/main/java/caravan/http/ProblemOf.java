package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Printable;
import caravan.problem.Problem;
import caravan.problem.Problems;
import caravan.runtime.Busy;
import caravan.runtime.IllegalCommand;
import caravan.runtime.KeyReused;
import caravan.runtime.Outdated;
import caravan.security.Refused;
import caravan.warehouse.WarehouseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is answered to each kind of failure. */
final class ProblemOf {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemOf.class);

  private ProblemOf() {}

  static ProblemAnswer failure(Throwable failure) {
    return switch (failure) {
      case Refused refused -> {
        var answer =
            ProblemAnswer.of(refused.reason().status(), refused.reason().code(), message(refused));
        yield refused.retryAfter().map(wait -> answer.withRetryAfter(seconds(wait))).orElse(answer);
      }
      case InvalidInput invalid ->
          invalid(invalid.problems().stream().map(ProblemAnswer.Fault::of).toList());
      case InvalidDefinition invalid -> invalid(invalid.faults());
      case Failure known -> {
        var answer = ProblemAnswer.of(known.status(), known.code(), message(known));
        if (known.more().get("version") instanceof String version) {
          answer = answer.withVersion(version);
        }
        if (known.more().get("problems") instanceof List<?> problems) {
          answer = answer.withProblems(problems.stream().map(Problem.class::cast).toList());
        }
        yield known.retryAfter().isPresent()
            ? answer.withRetryAfter(seconds(known.retryAfter().get()))
            : answer;
      }
      case Busy busy -> ProblemAnswer.of(429, "busy", message(busy)).withRetryAfter(1);
      case Outdated outdated ->
          ProblemAnswer.of(412, "changed", "this was changed meanwhile; look at it again")
              .withVersion(Long.toString(outdated.version()));
      case CompletionException done when done.getCause() != null -> failure(done.getCause());
      case KeyReused reused -> ProblemAnswer.of(422, "idempotency-key-reused", message(reused));
      case TakenPartly partly -> failure(partly.failure()).withTaken(partly.taken());
      case IllegalCommand illegal -> ProblemAnswer.of(409, "conflict", message(illegal));
      case UncheckedIOException wrapped -> failure(Objects.requireNonNull(wrapped.getCause()));
      case HttpMessageNotReadableException unread -> unreadable(unread);
      case JacksonException json -> json(json);
      case BodyTooLarge large -> ProblemAnswer.of(413, "too-large", message(large));
      case BodyTooSlow slow -> ProblemAnswer.of(408, "too-slow", message(slow));
      case BadRequestException bad -> malformed(bad);
      case ErrorResponse spring -> spring(spring, failure);
      case MethodArgumentTypeMismatchException mismatch ->
          ofInput(
              400,
              "parameter",
              mismatch.getName(),
              "'%s' does not fit".formatted(Printable.line(String.valueOf(mismatch.getValue()))));
      default -> unexpected(failure);
    };
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "");
  }

  private static ProblemAnswer invalid(List<ProblemAnswer.Fault> problems) {
    return ProblemAnswer.of(
            422,
            "invalid-input",
            problems.size() == 1
                ? problems.getFirst().message()
                : "the input has " + problems.size() + " faults")
        .withFaults(problems);
  }

  private static ProblemAnswer ofInput(int status, String code, String place, String message) {
    return ProblemAnswer.of(status, code, message)
        .withProblems(List.of(new Problem(code, Place.of(place), message)));
  }

  private static ProblemAnswer unreadable(HttpMessageNotReadableException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case BodyTooLarge large -> {
          return ProblemAnswer.of(413, "too-large", message(large));
        }
        case BodyTooSlow slow -> {
          return ProblemAnswer.of(408, "too-slow", message(slow));
        }
        case JacksonException json -> {
          return json(json);
        }
        case BadRequestException bad -> {
          return malformed(bad);
        }
        default -> {
          // look at what caused it
        }
      }
    }
    return ProblemAnswer.of(400, "unreadable", "the body cannot be read; JSON is expected");
  }

  private static ProblemAnswer malformed(BadRequestException failure) {
    return failure instanceof ClientAbortException
        ? ProblemAnswer.of(400, "incomplete", "the request ended before its body did")
        : ProblemAnswer.of(
            400, "bad-request", "the body is not sent as HTTP has it: " + message(failure));
  }

  private static ProblemAnswer json(JacksonException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge large) {
        return ProblemAnswer.of(413, "too-large", message(large));
      }
      if (cause instanceof BodyTooSlow slow) {
        return ProblemAnswer.of(408, "too-slow", message(slow));
      }
    }
    var location = failure.getLocation();
    var place =
        location == null || location.getLineNr() < 1
            ? Place.of("body")
            : new Place("body", location.getLineNr(), Math.max(0, location.getColumnNr()));
    return switch (failure) {
      case UnrecognizedPropertyException unknown -> {
        var name = unknown.getPropertyName();
        var known = new java.util.ArrayList<String>();
        Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of())
            .forEach(id -> known.add(id.toString()));
        yield ofJson(
            422,
            "unknown-member",
            place,
            "there is no member '%s'%s"
                .formatted(Printable.line(name), Problems.suggestion(name, known)));
      }
      case StreamConstraintsException _ ->
          ofJson(400, "not-json", place, "this is nested too deeply, or has too long a text");
      case StreamReadException _ ->
          ofJson(400, "not-json", place, "this is not JSON: " + firstLine(failure));
      case DatabindException misfit ->
          ofJson(422, "member", place, path(misfit) + " has a value that does not fit");
      default -> ofJson(400, "not-json", place, "this is not JSON");
    };
  }

  private static ProblemAnswer ofJson(int status, String code, Place place, String message) {
    return ProblemAnswer.of(status, code, message)
        .withProblems(List.of(new Problem(code, place, message)));
  }

  /** Which member, and not what stood there: it may be a password. */
  private static String path(DatabindException misfit) {
    var path = new StringBuilder();
    for (var step : misfit.getPath()) {
      if (step.getPropertyName() != null) {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      } else {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.isEmpty() ? "the body" : "'" + Printable.line(path.toString()) + "'";
  }

  private static String firstLine(JacksonException failure) {
    var what =
        Objects.requireNonNullElse(failure.getOriginalMessage(), "")
            .replaceFirst(" \\(start marker at .*", ""); // what stands there is not told anyway
    return Printable.line(what.lines().findFirst().orElse(""));
  }

  private static ProblemAnswer spring(ErrorResponse response, Throwable failure) {
    var status = response.getStatusCode().value();
    return switch (failure) {
      case NoResourceFoundException _, NoHandlerFoundException _ ->
          ProblemAnswer.of(404, "not-found", "there is nothing here");
      case HttpRequestMethodNotSupportedException method ->
          ProblemAnswer.of(
              405,
              "method-not-allowed",
              "this takes %s"
                  .formatted(
                      String.join(
                          ", ",
                          Objects.requireNonNullElse(
                              method.getSupportedMethods(), new String[] {"nothing"}))));
      case HttpMediaTypeNotSupportedException media ->
          ProblemAnswer.of(
              415, "unsupported-media-type", "this takes " + media.getSupportedMediaTypes());
      case HttpMediaTypeNotAcceptableException media ->
          ProblemAnswer.of(406, "not-acceptable", "this gives " + media.getSupportedMediaTypes());
      case MissingServletRequestParameterException missing ->
          ofInput(
              400,
              "parameter",
              missing.getParameterName(),
              "'%s' is missing".formatted(missing.getParameterName()));
      case MissingRequestHeaderException missing ->
          ofInput(
              400,
              "header",
              missing.getHeaderName(),
              "the header '%s' is missing".formatted(missing.getHeaderName()));
      case MaxUploadSizeExceededException _ ->
          ProblemAnswer.of(413, "too-large", "the body is too large");
      case AsyncRequestTimeoutException _ -> ProblemAnswer.of(503, "timeout", "this took too long");
      default ->
          status >= 500
              ? unexpected(failure)
              : ProblemAnswer.of(status, code(status), "the request cannot be understood");
    };
  }

  /** A code for a status that nothing more is known of. */
  static String code(int status) {
    var known = org.springframework.http.HttpStatus.resolve(status);
    return known == null ? "error" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ProblemAnswer unexpected(Throwable failure) {
    if (failure instanceof AsyncRequestNotUsableException
        || failure instanceof IOException && failure.getCause() instanceof ClientAbortException) {
      return ProblemAnswer.of(400, "incomplete", "the connection was closed");
    }
    var id = UUID.randomUUID().toString();
    LOG.error("error {}", id, failure);
    var isOfDatabase =
        failure instanceof WarehouseFailure || WarehouseFailure.isFromOutside(failure);
    return ProblemAnswer.of(
            isOfDatabase ? 503 : 500,
            isOfDatabase ? "database" : "internal",
            "something went wrong here; the log has it under this id")
        .withId(id);
  }
}
