package caravan.workspace;

/**
 * A message's file as it was read.
 *
 * @param file its name in the workspace, {@code messages/welcome.md}
 */
public record MessageFile(String file, String text) {}
