package caravan.journey.tile;

import org.jspecify.annotations.Nullable;

/** One thing that happens to people in a journey. */
public sealed interface Tile
    permits Branch, Exit, SendMessage, SetColumns, Split, Wait, WaitFor, Webhook {

  /** The word for it in files, reports and the UI: {@code wait-for}. */
  String kind();

  /**
   * What it is about, in a word or two: a message's name, a duration; null where there is nothing
   * to say.
   */
  @Nullable String subject();
}
