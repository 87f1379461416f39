package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Holds every endpoint to what its annotation says; one without any is closed to all. */
public final class Rights implements HandlerInterceptor {

  /** The description of the API, which shows nothing of the workspace. */
  private static final String DOCUMENTS = "org.springdoc.";

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method && !isOpen(method)) {
      var needs = method.getMethodAnnotation(Needs.class);
      var caller = Caller.current();
      if (caller.isEmpty()) {
        throw new Refused(Refused.Reason.NOT_SIGNED_IN, "sign in, or send a token");
      }
      if (needs == null) {
        throw new Refused(Refused.Reason.FORBIDDEN, "nobody may do this");
      }
      caller.get().require(needs.value());
      if (needs.session() && !isInPerson(caller.get(), needs)) {
        throw new Refused(
            Refused.Reason.FORBIDDEN, "only a person who signed in may do this, no token");
      }
    }
    return true;
  }

  private static boolean isInPerson(Caller caller, Needs needs) {
    return switch (caller.via()) {
      case SESSION -> true;
      case LOCAL -> needs.local();
      case TOKEN -> false;
    };
  }

  private static boolean isOpen(HandlerMethod method) {
    return method.hasMethodAnnotation(Open.class)
        || method.getBeanType().getName().startsWith(DOCUMENTS);
  }

  /** The endpoints that do not say who may call them, or say it twice. */
  public static List<String> faults(Iterable<HandlerMethod> endpoints) {
    var faults = new java.util.ArrayList<String>();
    for (var endpoint : endpoints) {
      var open = endpoint.hasMethodAnnotation(Open.class);
      var needs = endpoint.hasMethodAnnotation(Needs.class);
      if (open == needs && !endpoint.getBeanType().getName().startsWith(DOCUMENTS)) {
        faults.add(endpoint.getShortLogMessage());
      }
    }
    return faults;
  }
}
