package caravan.journey.tile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A call to another system about everyone who comes by; they go on at once.
 *
 * @param body a tree of maps, lists, texts (templates over the person), numbers, booleans and nulls
 */
public record Webhook(String url, Map<String, Object> body) implements Tile {

  public Webhook {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String subject() {
    return url;
  }
}
