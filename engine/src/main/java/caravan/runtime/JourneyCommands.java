package caravan.runtime;

import caravan.journey.JourneyState;
import caravan.journey.JourneyState.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What people may do with a journey, each durable once it returns. */
public final class JourneyCommands {

  /** The last instant that every database keeps. */
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final LiveWorkspace workspace;
  private final Note<Change> note;

  public JourneyCommands(LiveWorkspace workspace) {
    this(workspace, Note.none());
  }

  /** Commands of which something is noted. */
  public JourneyCommands(LiveWorkspace workspace, Note<Change> note) {
    this.workspace = workspace;
    this.note = note;
  }

  /** How a journey was before a command, and after it: {@link #state}. */
  public record Change(String before, String after) {}

  /**
   * The word for how a journey is: {@code draft}, {@code planned}, {@code live}, {@code paused},
   * {@code held} where Caravan paused it because of a fault, {@code stopped}, {@code archived}.
   */
  public static String state(String journey, JourneyState state, JourneyShelf.Stand shelved) {
    if (shelved.archived().containsKey(journey)) {
      return "archived";
    }
    if (state.status() == Status.DRAFT && shelved.planned().containsKey(journey)) {
      return "planned";
    }
    return state.fault().isPresent() && state.status() == Status.PAUSED
        ? "held"
        : state.status().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Puts a journey live.
   *
   * @throws IllegalCommand where that is not allowed; as all others here
   */
  public Change live(String journey) {
    return command(
        journey,
        (engine, now) -> {
          requireDraft(engine, journey, "go live");
          engine.live(List.of(journey), now);
          workspace.shelf().plan(journey, null);
        });
  }

  /** Plans that a journey goes live, by itself, at an instant that is to come. */
  public Change plan(String journey, Instant at, String author) {
    if (at.isAfter(LATEST)) {
      throw new IllegalCommand("%s is too far away: plans reach to %s".formatted(at, LATEST));
    }
    return command(
        journey,
        (engine, now) -> {
          requireDraft(engine, journey, "go live");
          if (!at.isAfter(now)) {
            throw new IllegalCommand("%s has passed: it is %s".formatted(at, now));
          }
          workspace.shelf().plan(journey, new JourneyShelf.Planned(at, author, null));
        });
  }

  /** Takes a plan back. */
  public Change cancel(String journey) {
    return command(
        journey,
        (_, _) -> {
          if (!workspace.shelf().stand().planned().containsKey(journey)) {
            throw new IllegalCommand("journey '%s' is not planned".formatted(journey));
          }
          workspace.shelf().plan(journey, null);
        });
  }

  public Change pause(String journey) {
    return command(journey, (engine, now) -> engine.pause(journey, now));
  }

  public Change resume(String journey) {
    return command(journey, (engine, now) -> engine.resume(journey, now));
  }

  /** Ends a journey for good. */
  public Change stop(String journey) {
    return command(journey, (engine, now) -> engine.stop(journey, now));
  }

  /** Puts a draft, or a journey that was stopped, away. */
  public Change archive(String journey, String author) {
    return command(
        journey,
        (engine, now) -> {
          var state = stateOf(engine, journey);
          if (!List.of("draft", "stopped").contains(state)) {
            throw new IllegalCommand(
                "journey '%s' cannot be archived: it is %s".formatted(journey, state));
          }
          workspace.shelf().archive(journey, new JourneyShelf.Archived(now, author));
        });
  }

  public Change unarchive(String journey) {
    return command(
        journey,
        (_, _) -> {
          if (!workspace.shelf().stand().archived().containsKey(journey)) {
            throw new IllegalCommand("journey '%s' is not archived".formatted(journey));
          }
          workspace.shelf().archive(journey, null);
        });
  }

  private void requireDraft(Engine engine, String journey, String verb) {
    var state = stateOf(engine, journey);
    if (!List.of("draft", "planned").contains(state)) {
      throw new IllegalCommand("journey '%s' cannot %s: it is %s".formatted(journey, verb, state));
    }
  }

  private String stateOf(Engine engine, String journey) {
    var state = engine.states().getOrDefault(journey, JourneyState.DRAFT);
    return state(journey, state, workspace.shelf().stand());
  }

  /** It refuses before it changes anything. */
  private interface Command {
    void run(Engine engine, Instant now);
  }

  private Change command(String journey, Command command) {
    return LiveWorkspace.join(
        workspace
            .live()
            .submit(
                1,
                (engine, now) -> {
                  if (!engine.definitions().journeys().containsKey(journey)) {
                    throw new IllegalCommand("there is no journey '%s'".formatted(journey));
                  }
                  var before = stateOf(engine, journey);
                  command.run(engine, now);
                  var change = new Change(before, stateOf(engine, journey));
                  note.write(engine.database(), change);
                  return change;
                }));
  }
}
