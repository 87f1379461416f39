package caravan.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A skeleton ready to be filled with values: text, value, text, value … text. Immutable. */
final class Pieces {

  /** The end of a text after which a value is the beginning of an address. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:href|src|action|background)\\s*=\\s*[\"']?\\s*$", Pattern.CASE_INSENSITIVE);

  private static final Pattern SAFE_ADDRESS =
      Pattern.compile(
          "(?:https?:|mailto:|tel:|sms:|[^:/?#]*(?:[/?#]|$)).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private record Slot(int value, boolean startsAddress) {}

  private final List<String> texts = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final int length;

  Pieces(String skeleton) {
    this(skeleton, false);
  }

  /**
   * Takes a skeleton apart.
   *
   * @param isAddress whether it is the value of an attribute that is an address
   */
  Pieces(String skeleton, boolean isAddress) {
    var from = 0;
    for (var open = skeleton.indexOf(Values.OPEN);
        open >= 0;
        open = skeleton.indexOf(Values.OPEN, from)) {
      var close = skeleton.indexOf(Values.CLOSE, open);
      var text = skeleton.substring(from, open);
      texts.add(text);
      slots.add(
          new Slot(
              Integer.parseInt(skeleton, open + 1, close, 10),
              isAddress && from == 0 && text.isBlank() || ADDRESS.matcher(text).find()));
      from = close + 1;
    }
    texts.add(skeleton.substring(from));
    length = skeleton.length();
  }

  /** The skeleton with the values as they are. */
  String plain(List<String> values) {
    return fill(values, UnaryOperator.identity(), false);
  }

  /**
   * The skeleton with the values escaped for HTML, and without addresses that would run a script.
   */
  String html(List<String> values) {
    return fill(values, Escape::html, true);
  }

  private String fill(List<String> values, UnaryOperator<String> escape, boolean guardAddresses) {
    var out = new StringBuilder(length + 32 * slots.size());
    for (var i = 0; i < slots.size(); i++) {
      var slot = slots.get(i);
      var value = values.get(slot.value());
      var unsafe = guardAddresses && slot.startsAddress() && !SAFE_ADDRESS.matcher(value).matches();
      out.append(texts.get(i)).append(unsafe ? "#" : escape.apply(value));
    }
    return out.append(texts.getLast()).toString();
  }
}
