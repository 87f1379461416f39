package caravan.reader;

import caravan.message.Consents;
import caravan.message.Suppressions;
import caravan.runtime.Busy;
import caravan.runtime.Engine;
import caravan.runtime.LiveWorkspace;
import caravan.segment.Interaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what readers say and do: as interactions, and as consent given and refused. */
public final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** How readers say something. */
  public static final String ONE_CLICK = "one-click";

  public static final String PREFERENCES = "preferences";
  public static final String DOUBLE_OPT_IN = "double-opt-in";
  public static final String COMPLAINT = "complaint";

  private final LiveWorkspace workspace;

  public Answers(LiveWorkspace workspace) {
    this.workspace = workspace;
  }

  /** Takes in that somebody opened a letter. Who reads need not wait for that. */
  public void opened(LetterId letter) {
    later(letter, Interaction.OPENED, null);
  }

  /** Takes in that somebody followed a link. */
  public void clicked(LetterId letter, String link) {
    later(letter, Interaction.CLICKED, link);
  }

  private void later(LetterId letter, Interaction kind, @Nullable String link) {
    try {
      var _ =
          workspace
              .live()
              .submit(1, (engine, now) -> interaction(engine, letter, kind, link, now))
              .exceptionally(
                  failure -> {
                    LOG.warn("what a reader did was not taken in", failure);
                    return false;
                  });
    } catch (Busy e) {
      LOG.warn("what a reader did was not taken in: {}", e.getMessage());
    }
  }

  /**
   * Takes in that a reader wants no more advertising by the channel that a letter came by.
   *
   * @return whether there is such a person, once it is durable
   */
  public CompletableFuture<Boolean> unsubscribe(LetterId letter, String source) {
    return workspace
        .live()
        .submit(1, (engine, now) -> isThere(engine, letter) && refuse(engine, letter, source, now));
  }

  private static boolean refuse(Engine engine, LetterId letter, String source, Instant now) {
    var all = everything(letter);
    if (said(engine, all, letter.person()).orElse(true)) {
      engine.consents().record(all, letter.person(), false, now, source);
      interaction(engine, letter, Interaction.UNSUBSCRIBED, null, now);
    }
    return true;
  }

  private static Consents.Key everything(LetterId letter) {
    return new Consents.Key(letter.audience(), letter.channel(), Consents.EVERYTHING);
  }

  private static Optional<Boolean> said(Engine engine, Consents.Key about, int person) {
    return engine.consents().current().of(about.audience(), about.channel(), about.topic(), person);
  }

  /** Takes in what a reader chose; what they said before already is not said again. */
  public CompletableFuture<Boolean> choose(
      LetterId letter, Map<Consents.Key, Boolean> choices, String source) {
    return workspace
        .live()
        .submit(
            choices.size(),
            (engine, now) -> {
              if (!isThere(engine, letter)) {
                return false;
              }
              choices.forEach((about, allowed) -> say(engine, letter, about, allowed, source, now));
              return true;
            });
  }

  private static void say(
      Engine engine,
      LetterId letter,
      Consents.Key about,
      boolean allowed,
      String source,
      Instant now) {
    if (said(engine, about, letter.person()).equals(Optional.of(allowed))) {
      return;
    }
    if (!allowed && about.equals(everything(letter))) {
      var _ = refuse(engine, letter, source, now);
    } else {
      engine.consents().record(about, letter.person(), allowed, now, source);
    }
  }

  /**
   * Takes in that a letter came back, within a work of the engine.
   *
   * @param letter null where it is not known which
   * @return whether it was known which letter it was, and whose
   */
  static boolean returned(
      Engine engine, Returned returned, @Nullable LetterId letter, Instant now) {
    giveUp(engine, returned, now);
    return letter != null && isThere(engine, letter) && note(engine, returned, letter, now);
  }

  private static void giveUp(Engine engine, Returned returned, Instant now) {
    var suppressions = engine.suppressions();
    var address = returned.address();
    switch (returned.kind()) {
      case HARD -> suppressions.bounced(address, true, now, returned.detail());
      case SOFT -> suppressions.bounced(address, false, now, returned.detail());
      case COMPLAINT -> {
        var _ = suppressions.add(address, Suppressions.Reason.COMPLAINT, now, returned.detail());
      }
      case DELAYED -> {
        // it may still arrive
      }
    }
  }

  private static boolean note(Engine engine, Returned returned, LetterId letter, Instant now) {
    return switch (returned.kind()) {
      case HARD, SOFT -> interaction(engine, letter, Interaction.BOUNCED, null, now);
      case COMPLAINT -> refuse(engine, letter, COMPLAINT, now);
      case DELAYED -> true;
    };
  }

  private static boolean isThere(Engine engine, LetterId letter) {
    return engine.tables().schema().find(letter.audience()).filter(it -> it.audience()).isPresent()
        && engine.tables().people(letter.audience()).existing().contains(letter.person());
  }

  private static boolean interaction(
      Engine engine, LetterId letter, Interaction kind, @Nullable String link, Instant now) {
    if (!isThere(engine, letter)) {
      return false;
    }
    var journey =
        engine.states().entrySet().stream()
            .filter(state -> state.getValue().find(letter.run()).isPresent())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    engine
        .intake()
        .interaction(
            kind, letter.audience(), letter.person(), letter.message(), journey, link, now);
    return true;
  }
}
