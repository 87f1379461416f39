package caravan.runtime;

import caravan.journey.Move;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where state is kept: ticks are added, each whole and durable before it counts, and read again in
 * their order. Now and then a snapshot says what they add up to, so that few are gone through when
 * state is taken up again.
 */
public interface StateStore {

  /**
   * Adds a tick, by itself or as a part of a {@link #whole}. Once that returns it is durable;
   * before, nothing of it is there.
   */
  void commit(Tick tick);

  /**
   * Does work, ticks and rows together, as a whole: durable once this returns; where it throws
   * nothing of it is there.
   */
  void whole(Runnable work);

  /** Whether so much was added since the last snapshot that it is time for another. */
  boolean wantsSnapshot();

  /**
   * Keeps a snapshot in place of the one before.
   *
   * @param snapshot a tick that leads from nothing to where all ticks up to its number have led
   */
  void keep(Tick snapshot);

  Optional<Tick> snapshot();

  /** The ticks after the one of a number, oldest first. */
  List<Tick> after(long number);

  /** The moves of all ticks up to the one of a number, oldest first. */
  void moves(long upTo, Reader reader);

  /** Is told of one move after the other. */
  interface Reader {
    void read(Instant now, String journey, Move move);
  }

  /** Keeps nothing: for runs that nobody will continue. */
  StateStore NOWHERE =
      new StateStore() {
        @Override
        public void commit(Tick tick) {
          // not kept
        }

        @Override
        public void whole(Runnable work) {
          work.run();
        }

        @Override
        public boolean wantsSnapshot() {
          return false;
        }

        @Override
        public void keep(Tick snapshot) {
          // not kept
        }

        @Override
        public Optional<Tick> snapshot() {
          return Optional.empty();
        }

        @Override
        public List<Tick> after(long number) {
          return List.of();
        }

        @Override
        public void moves(long upTo, Reader reader) {
          // there are none
        }
      };
}
