package caravan.message;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Dates, numbers and amounts of money as they are written in a language. */
final class Formats {

  private static final int KEPT = 500;

  private record DateKey(Locale locale, String patternOrStyle) {}

  private record NumberKey(Locale locale, int digits, @Nullable Currency currency) {}

  private static final Map<DateKey, DateTimeFormatter> DATES = new ConcurrentHashMap<>();
  private static final Map<NumberKey, NumberFormat> NUMBERS = new ConcurrentHashMap<>();

  private Formats() {}

  /** The style of a name: {@code short}, {@code medium}, {@code long}, {@code full}. */
  static Optional<FormatStyle> style(String name) {
    return switch (name) {
      case "short" -> Optional.of(FormatStyle.SHORT);
      case "medium" -> Optional.of(FormatStyle.MEDIUM);
      case "long" -> Optional.of(FormatStyle.LONG);
      case "full" -> Optional.of(FormatStyle.FULL);
      default -> Optional.empty();
    };
  }

  /** Whether dates can be written by a pattern. */
  static boolean isPattern(String pattern) {
    try {
      return !DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
          .format(Instant.EPOCH.atZone(ZoneOffset.UTC))
          .isEmpty();
    } catch (IllegalArgumentException | DateTimeException invalid) {
      return false;
    }
  }

  /** A date or instant in a style or by a pattern; what is neither is written as it is. */
  static String date(@Nullable Object value, String patternOrStyle, Setting setting) {
    var time = time(value, setting.zone());
    if (time == null) {
      return Values.plain(value);
    }
    var key = new DateKey(setting.locale(), patternOrStyle);
    return cached(DATES, key, Formats::formatter).format(time);
  }

  private static @Nullable ZonedDateTime time(@Nullable Object value, ZoneId zone) {
    if (value instanceof Instant instant) {
      return instant.atZone(zone);
    }
    if (value instanceof String text && text.length() > 10) {
      try {
        return Instant.parse(text).atZone(zone);
      } catch (DateTimeParseException notATime) {
        return null;
      }
    }
    var day = Values.day(value, zone);
    return day == null ? null : day.atStartOfDay(zone);
  }

  private static DateTimeFormatter formatter(DateKey key) {
    return style(key.patternOrStyle())
        .map(style -> DateTimeFormatter.ofLocalizedDate(style).withLocale(key.locale()))
        .orElseGet(() -> DateTimeFormatter.ofPattern(key.patternOrStyle(), key.locale()));
  }

  /**
   * A number with grouping and with exactly so many digits after the point; -1: as many as it has,
   * up to 6.
   */
  static String number(@Nullable Object value, int digits, Locale locale) {
    return formatted(value, new NumberKey(locale, digits, null));
  }

  /** An amount of money, with the currency's own number of digits. */
  static String currency(@Nullable Object value, String code, Locale locale) {
    var currency = currency(code);
    if (currency.isEmpty()) {
      return (number(value, 2, locale) + " " + code).strip();
    }
    var digits = Math.max(0, currency.get().getDefaultFractionDigits());
    return formatted(value, new NumberKey(locale, digits, currency.get()));
  }

  /** The currency of an ISO 4217 code. */
  static Optional<Currency> currency(String code) {
    try {
      return Optional.of(Currency.getInstance(code));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static String formatted(@Nullable Object value, NumberKey key) {
    BigDecimal number = Values.number(value);
    if (number == null) {
      return Values.plain(value);
    }
    // A NumberFormat is not thread-safe, and making one takes much longer than copying it.
    var format = (NumberFormat) cached(NUMBERS, key, Formats::numberFormat).clone();
    return format.format(number);
  }

  private static NumberFormat numberFormat(NumberKey key) {
    var format =
        key.currency() == null
            ? NumberFormat.getNumberInstance(key.locale())
            : NumberFormat.getCurrencyInstance(key.locale());
    if (key.currency() != null) {
      format.setCurrency(key.currency());
    }
    format.setMinimumFractionDigits(Math.max(0, key.digits()));
    format.setMaximumFractionDigits(key.digits() < 0 ? 6 : key.digits());
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format;
  }

  /** Locales come from customers' data, so what is kept is bounded. */
  private static <K, V> V cached(Map<K, V> cache, K key, Function<K, V> make) {
    if (cache.size() > KEPT) {
      cache.clear();
    }
    return cache.computeIfAbsent(key, make);
  }
}
