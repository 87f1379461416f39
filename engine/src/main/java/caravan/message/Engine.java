package caravan.message;

import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Formatter;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.FileNotFoundException;
import java.io.IOException;

/** Handlebars, set up so that templates reach nothing but the values that they are given. */
final class Engine {

  private static final Engine NONE = new Engine(value -> Escape.NONE.apply(value.toString()));
  private static final Engine HTML = new Engine(value -> Escape.HTML.apply(value.toString()));
  private static final Engine JSON = new Engine(value -> Escape.JSON.apply(value.toString()));
  private static final Engine MARKING =
      new Engine(value -> Values.OPEN + Values.clean(value.toString()) + Values.CLOSE);

  private final Handlebars handlebars;

  private Engine(EscapingStrategy escaping) {
    Formatter plain = (value, next) -> Values.plain(value);
    handlebars =
        new Handlebars(new NoLoader())
            .with(new Helpers())
            .with(escaping)
            .with(plain)
            .parentScopeResolution(false)
            .prettyPrint(true);
  }

  /** Values are escaped where they stand. */
  static Engine escaping(Escape escape) {
    return switch (escape) {
      case NONE -> NONE;
      case HTML -> HTML;
      case JSON -> JSON;
    };
  }

  /** Values are marked, to be taken out of the text by {@link Marked}. */
  static Engine marking() {
    return MARKING;
  }

  Template compile(String text) throws IOException {
    return handlebars.compileInline(text);
  }

  /** There are no other templates: the checker refuses partials, this is the second lock. */
  private static final class NoLoader extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws IOException {
      throw new FileNotFoundException("a message has no partials: " + location);
    }
  }
}
