package caravan.reader;

/**
 * Tells a letter from all others.
 *
 * @param person their ordinal
 * @param delivery the number of the delivery that it is part of
 * @param channel by which it came
 * @param language of the reader, as a tag; empty where it is not known
 */
public record LetterId(
    String audience,
    int person,
    long run,
    long delivery,
    String message,
    String channel,
    String language) {}
