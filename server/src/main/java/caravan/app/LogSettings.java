package caravan.app;

/**
 * What the log looks like.
 *
 * @param json an object a line instead of text
 * @param level {@code error}, {@code warn}, {@code info}, {@code debug}
 */
public record LogSettings(boolean json, String level) {}
