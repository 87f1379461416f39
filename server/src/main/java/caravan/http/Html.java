package caravan.http;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Pages, made here and without a script: all that there is to see before anybody signed in. */
@Component
class Html {

  private static final MediaType TYPE = MediaType.parseMediaType("text/html;charset=utf-8");

  private final Template form = template("form");
  private final Template start = template("start");
  private final Template reader = template("reader");

  private static Template template(String name) {
    try {
      return new Handlebars(new ClassPathTemplateLoader("/pages", ".html")).compile(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ResponseEntity<String> form(int status, Form content, HttpServletRequest request) {
    return answer(status, form, content.values(), request);
  }

  ResponseEntity<String> start(Map<String, Object> values, HttpServletRequest request) {
    return answer(200, start, values, request);
  }

  /** A page for readers of letters, in their language. */
  ResponseEntity<String> reader(int status, Map<String, Object> values) {
    try {
      var context = Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build();
      return ResponseEntity.status(status).contentType(TYPE).body(reader.apply(context));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ResponseEntity<String> answer(
      int status, Template template, Map<String, Object> values, HttpServletRequest request) {
    var all = new HashMap<>(values);
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      all.put("csrf", token.getToken());
    }
    try {
      var context = Context.newBuilder(all).resolver(MapValueResolver.INSTANCE).build();
      return ResponseEntity.status(status).contentType(TYPE).body(template.apply(context));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
