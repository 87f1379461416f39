package caravan.message;

import caravan.message.HelperSpec.Use;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.DefaultHelperRegistry;
import com.github.jknack.handlebars.helper.EachHelper;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The helpers that templates may call; there are no others, whatever the library brings along. */
final class Helpers extends DefaultHelperRegistry {

  private static final int MANY = 20;
  private static final Map<String, HelperSpec> ALL = new LinkedHashMap<>();

  static {
    block("if", (value, options) -> choose(Values.isTrue(value), options));
    block("unless", (value, options) -> choose(!Values.isTrue(value), options));
    block(
        "with",
        (row, options) -> Values.isTrue(row) ? options.fn(options.wrap(row)) : options.inverse());
    block("each", EachHelper.INSTANCE);
    value(
        "lookup",
        2,
        2,
        (row, options) -> row instanceof Map<?, ?> map ? map.get(text(options, 0)) : null);
    value("default", 2, MANY, Helpers::firstPresent);
    both("eq", 2, 2, (one, options) -> same(one, options));
    both("ne", 2, 2, (one, options) -> !same(one, options));
    both("lt", 2, 2, (one, options) -> ordered(one, options, order -> order < 0));
    both("gt", 2, 2, (one, options) -> ordered(one, options, order -> order > 0));
    both("and", 2, MANY, (one, options) -> firstThat(false, one, options));
    both("or", 2, MANY, (one, options) -> firstThat(true, one, options));
    both("not", 1, 1, (one, options) -> !Values.isTrue(one));
    value(
        "upper",
        1,
        1,
        (text, options) -> Values.plain(text).toUpperCase(Setting.of(options).locale()));
    value(
        "lower",
        1,
        1,
        (text, options) -> Values.plain(text).toLowerCase(Setting.of(options).locale()));
    add(new HelperSpec("date", 1, 2, Set.of("style"), Use.VALUE, Helpers::date));
    add(new HelperSpec("number", 1, 2, Set.of("digits"), Use.VALUE, Helpers::number));
    value(
        "currency",
        2,
        2,
        (amount, options) ->
            Formats.currency(amount, text(options, 0), Setting.of(options).locale()));
  }

  static Collection<String> names() {
    return ALL.keySet();
  }

  static @Nullable HelperSpec find(String name) {
    return ALL.get(name);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // null is how the library asks for "there is none"
  public <C> Helper<C> helper(String name) {
    var spec = ALL.get(name);
    return spec == null ? null : (Helper<C>) spec.code();
  }

  private static void add(HelperSpec spec) {
    ALL.put(spec.name(), spec);
  }

  private static void block(String name, Helper<Object> code) {
    add(new HelperSpec(name, 1, 1, Set.of(), Use.BLOCK, code));
  }

  private static void value(String name, int least, int most, Helper<Object> code) {
    add(new HelperSpec(name, least, most, Set.of(), Use.VALUE, code));
  }

  /** A helper whose value is also a condition: as a block it chooses between its two bodies. */
  private static void both(String name, int least, int most, Helper<Object> code) {
    Helper<Object> either =
        (value, options) -> {
          var result = code.apply(value, options);
          return options.tagType.inline() ? result : choose(Values.isTrue(result), options);
        };
    add(new HelperSpec(name, least, most, Set.of(), Use.BOTH, either));
  }

  private static CharSequence choose(boolean condition, Options options) throws IOException {
    return condition ? options.fn() : options.inverse();
  }

  private static String text(Options options, int index) {
    return Values.plain(options.params[index]);
  }

  private static @Nullable Object firstPresent(@Nullable Object value, Options options) {
    var found = value;
    for (var i = 0; i < options.params.length && Values.isMissing(found); i++) {
      found = options.params[i];
    }
    return found;
  }

  /** The first value that is (or is not) true; the last one where there is none. */
  private static @Nullable Object firstThat(
      boolean wanted, @Nullable Object value, Options options) {
    var found = value;
    for (var i = 0; i < options.params.length && Values.isTrue(found) != wanted; i++) {
      found = options.params[i];
    }
    return found;
  }

  private static boolean same(@Nullable Object one, Options options) {
    return Values.same(one, options.params[0], Setting.of(options).zone());
  }

  private static boolean ordered(@Nullable Object one, Options options, IntPredicate wanted) {
    OptionalInt order = Values.compare(one, options.params[0], Setting.of(options).zone());
    return order.isPresent() && wanted.test(order.getAsInt());
  }

  private static Object date(@Nullable Object value, Options options) {
    var style = options.params.length > 0 ? text(options, 0) : Values.plain(options.hash("style"));
    return Formats.date(value, style.isEmpty() ? "medium" : style, Setting.of(options));
  }

  private static Object number(@Nullable Object value, Options options) {
    Object given = options.params.length > 0 ? options.params[0] : options.hash("digits");
    var digits = given instanceof Number wanted ? wanted.intValue() : -1;
    return Formats.number(value, digits, Setting.of(options).locale());
  }
}
