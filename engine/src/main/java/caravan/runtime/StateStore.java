package caravan.runtime;

import java.util.List;

/** Where state is kept: ticks are added, each whole and durable before it counts, and read again in their order. */
public interface StateStore {

  /** Adds a tick. Once this returns it is durable; before, nothing of it is there. */
  void commit(Tick tick);

  /** All ticks, oldest first. */
  List<Tick> load();

  /** Notes that everything up to a tick has been handed to the outbox. */
  void delivered(long tick);

  /** The tick up to which everything has been handed to the outbox; 0 for none. */
  long lastDelivered();

  /** Keeps nothing: for runs that nobody will continue. */
  StateStore NOWHERE =
      new StateStore() {
        @Override
        public void commit(Tick tick) {
          // not kept
        }

        @Override
        public List<Tick> load() {
          return List.of();
        }

        @Override
        public void delivered(long tick) {
          // not kept
        }

        @Override
        public long lastDelivered() {
          return 0;
        }
      };
}
