package caravan.journey.tile;

/**
 * A message to everyone who comes by; they go on at once.
 *
 * @param channel {@code email}, {@code sms} or {@code push}
 * @param message the message's name
 */
public record SendMessage(String channel, String message) implements Tile {
  @Override
  public String kind() {
    return channel;
  }

  @Override
  public String subject() {
    return message;
  }
}
