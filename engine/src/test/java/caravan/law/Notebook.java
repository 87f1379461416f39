package caravan.law;

import caravan.runtime.StateStore;
import caravan.runtime.Tick;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Everything that engines of one world committed, one after the other; some of them die of it. */
final class Notebook {

  /** No case moves people this often at one instant. */
  private static final int MOST_AT_ONCE = 200;

  private final boolean isDeadly;
  private final List<Tick> ticks = new ArrayList<>();
  private boolean within;
  private int commits;
  private int crashes;
  private int nextCrash = 2;

  /**
   * An empty one.
   *
   * @param isDeadly whether an engine dies now and then when it commits
   */
  Notebook(boolean isDeadly) {
    this.isDeadly = isDeadly;
  }

  /** The end of a process. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean isCommitted;

    private Crash(boolean isCommitted) {
      this.isCommitted = isCommitted;
    }

    /** Whether it came right after a transaction, not amid one. */
    boolean isCommitted() {
      return isCommitted;
    }
  }

  /** What was committed, in that order; more comes to it. */
  List<Tick> ticks() {
    return Collections.unmodifiableList(ticks);
  }

  /** A store that also notes here what is committed. */
  StateStore over(StateStore store) {
    return new Noted(store);
  }

  /** Less and less often, so that it gets somewhere. */
  private void dies(boolean isCommitted) {
    if (isDeadly && ++commits == nextCrash) {
      nextCrash += 3 * ++crashes;
      throw new Crash(isCommitted);
    }
  }

  private final class Noted implements StateStore {

    private final StateStore inner;

    Noted(StateStore inner) {
      this.inner = inner;
    }

    @Override
    public void commit(Tick tick) {
      inner.commit(tick);
      var back = ticks.size() - MOST_AT_ONCE;
      if (back >= 0 && ticks.get(back).now().equals(tick.now())) {
        throw new AssertionError(
            "ticks without end at " + tick.now() + ", at last " + tick.moves());
      }
      ticks.add(tick);
      dies(false);
    }

    /** The outermost counts: what it did is there only once it ends. */
    @Override
    public void whole(Runnable work) {
      if (within) {
        work.run();
        return;
      }
      var before = ticks.size();
      within = true;
      try {
        inner.whole(work);
      } catch (RuntimeException | AssertionError failure) {
        ticks.subList(before, ticks.size()).clear();
        throw failure;
      } finally {
        within = false;
      }
      if (ticks.size() > before) {
        dies(true);
      }
    }

    @Override
    public boolean wantsSnapshot() {
      return inner.wantsSnapshot();
    }

    @Override
    public void keep(Tick snapshot) {
      inner.keep(snapshot);
    }

    @Override
    public Optional<Tick> snapshot() {
      return inner.snapshot();
    }

    @Override
    public List<Tick> after(long number) {
      return inner.after(number);
    }

    @Override
    public void moves(long upTo, Reader reader) {
      inner.moves(upTo, reader);
    }
  }
}
