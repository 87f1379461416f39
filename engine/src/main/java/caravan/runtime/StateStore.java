package caravan.runtime;

import java.util.List;

/**
 * Where state is kept: ticks are added, each whole and durable before it counts, and read again in
 * their order.
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

  /** All ticks, oldest first. */
  List<Tick> load();

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
        public List<Tick> load() {
          return List.of();
        }
      };
}
