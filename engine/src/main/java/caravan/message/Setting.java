package caravan.message;

import com.github.jknack.handlebars.Options;
import java.time.ZoneId;
import java.util.Locale;

/** A person's language and time zone, which the helpers of a template ask for. */
record Setting(Locale locale, ZoneId zone) {

  private static final String KEY = Setting.class.getName();

  /** What a helper is called in. */
  static Setting of(Options options) {
    Setting setting = options.data(KEY);
    return setting;
  }

  com.github.jknack.handlebars.Context in(com.github.jknack.handlebars.Context context) {
    return context.data(KEY, this);
  }
}
