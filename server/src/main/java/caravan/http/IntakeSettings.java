package caravan.http;

/**
 * How much waits between the API and the engine.
 *
 * @param queueRows rows that may wait to be taken in; more are answered with 429
 * @param inboxKeep messages that are kept to be looked at
 * @param streams connections that may listen for news at once
 * @param streamsPerUser … of each user or token
 */
public record IntakeSettings(int queueRows, int inboxKeep, int streams, int streamsPerUser) {}
