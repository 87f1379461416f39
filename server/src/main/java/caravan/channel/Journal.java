package caravan.channel;

import caravan.runtime.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What is known of messages on their way and not yet in the state's database: a file that only
 * grows, until all of it is there. A message is claimed before it is handed over, so that after a
 * crash those claimed without an outcome are the ones of which nobody knows; and many threads that
 * wait for the disk share one write and one sync.
 */
final class Journal implements AutoCloseable {

  private static final int CLAIM = 1;
  private static final int OUTCOME = 2;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_ENTRY = 16_384;

  /** Where the messages of one person of a delivery are. */
  record Place(long delivery, int person) {}

  private final FileChannel file;

  /** Entries that are not in the file yet. */
  private final ByteArrayOutputStream noted = new ByteArrayOutputStream();

  /** How long the file is. */
  private long written;

  private volatile long durable;

  /** The sync that is going on; null while none is. */
  private @Nullable Sync syncing;

  /** A sync of the file, and the threads that wait for it. */
  private static final class Sync {
    private final List<Thread> waiting = new ArrayList<>();
    private volatile boolean isDone;
  }

  /** A journal that goes on behind what is in its file. */
  Journal(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      file =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      written = file.size();
      file.position(written);
      durable = written;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open '" + path + "': " + e.getMessage(), e);
    }
  }

  /** Notes that a message is about to be handed over; answers up to where to {@link #sync}. */
  long claim(Place place) {
    return append(entry(CLAIM, place, null));
  }

  /** Notes what became of one. It is durable with the next claim that is; see {@link #flush}. */
  void settle(Place place, Outcome outcome) {
    append(entry(OUTCOME, place, outcome));
  }

  private static byte[] entry(int type, Place place, @Nullable Outcome outcome) {
    var bytes = new ByteArrayOutputStream(64);
    try (var out = new DataOutputStream(bytes)) {
      write(out, type, place, outcome);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, int type, Place place, @Nullable Outcome outcome)
      throws IOException {
    var bytes = new ByteArrayOutputStream(64);
    try (var entry = new DataOutputStream(bytes)) {
      entry.writeByte(type);
      entry.writeLong(place.delivery());
      entry.writeInt(place.person());
      if (outcome != null) {
        entry.writeUTF(outcome.kind().label());
        text(entry, outcome.reason());
        text(entry, outcome.detail());
        entry.writeLong(outcome.due() == null ? Long.MIN_VALUE : outcome.due().toEpochMilli());
        text(entry, outcome.bounce() == null ? null : outcome.bounce().name());
      }
    }
    out.writeShort(bytes.size());
    out.write(bytes.toByteArray());
    out.writeInt(checksum(bytes.toByteArray()));
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
    }
  }

  private static int checksum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private synchronized long append(byte[] entry) {
    noted.writeBytes(entry);
    return written + noted.size();
  }

  /** Writes what was noted into the file: a process that is killed afterwards loses none of it. */
  synchronized void flush() {
    try {
      for (var buffer = ByteBuffer.wrap(noted.toByteArray()); buffer.hasRemaining(); ) {
        file.write(buffer);
      }
      written += noted.size();
      noted.reset();
    } catch (IOException e) {
      cut();
      throw new UncheckedIOException("cannot write the journal: " + e.getMessage(), e);
    }
  }

  /** Removes what was written of an entry in part, so that what comes later can be read. */
  private void cut() {
    try {
      file.truncate(written);
      file.position(written);
    } catch (IOException _) {
      // what is behind it is not read; those messages will be unknown
    }
  }

  /** Returns once all up to a position is on the disk. */
  void sync(long position) {
    while (durable < position) {
      var mine = new Sync();
      var other = begin(mine);
      if (other == null) {
        force(mine);
      } else {
        while (!other.isDone) {
          LockSupport.park(this);
        }
      }
    }
  }

  /** Begins a sync where none is going on; else joins that, and answers it. */
  private synchronized @Nullable Sync begin(Sync mine) {
    if (syncing != null) {
      syncing.waiting.add(Thread.currentThread());
      return syncing;
    }
    syncing = mine;
    return null;
  }

  private void force(Sync mine) {
    try {
      var end = flushed();
      file.force(false);
      durable = end;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal: " + e.getMessage(), e);
    } finally {
      end(mine);
    }
  }

  private synchronized long flushed() {
    flush();
    return written;
  }

  /** All who wait are woken at once: one after the other they would wait for each other. */
  private void end(Sync mine) {
    synchronized (this) {
      syncing = null;
      mine.isDone = true;
    }
    mine.waiting.forEach(LockSupport::unpark);
  }

  /** How many bytes it has. */
  synchronized long size() {
    return written + noted.size();
  }

  /**
   * Reads what a process that is gone left here, in its order.
   *
   * @return what is known of each message: its outcome, or {@link Outcome.Kind#UNKNOWN} where it
   *     was claimed and has none
   */
  Map<Place, Outcome> read() {
    var left = new LinkedHashMap<Place, Outcome>();
    entries(
        (place, outcome) ->
            left.put(place, outcome != null ? outcome : Outcome.unknown("the server was killed")));
    return left;
  }

  private synchronized void entries(BiConsumer<Place, @Nullable Outcome> consumer) {
    flush();
    try {
      var size = Math.toIntExact(file.size());
      var bytes = ByteBuffer.allocate(size);
      while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
        // more
      }
      var at = 0;
      while (at + 2 <= size) {
        var length = Short.toUnsignedInt(bytes.getShort(at));
        if (length > LONGEST_ENTRY || at + 2 + length + 4 > size) {
          return; // the process was killed while it wrote this
        }
        var entry = new byte[length];
        bytes.get(at + 2, entry);
        if (bytes.getInt(at + 2 + length) != checksum(entry)) {
          return;
        }
        read(entry, consumer);
        at += 2 + length + 4;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal: " + e.getMessage(), e);
    }
  }

  private static void read(byte[] entry, BiConsumer<Place, @Nullable Outcome> consumer)
      throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(entry))) {
      var type = in.readByte();
      var place = new Place(in.readLong(), in.readInt());
      if (type == CLAIM) {
        consumer.accept(place, null);
        return;
      }
      var kind = Outcome.Kind.of(in.readUTF());
      var reason = in.readBoolean() ? in.readUTF() : null;
      var detail = in.readBoolean() ? in.readUTF() : null;
      var due = in.readLong();
      var bounce = in.available() > 0 && in.readBoolean() ? in.readUTF() : null; // older: none
      consumer.accept(
          place,
          new Outcome(
              kind,
              reason,
              detail,
              due == Long.MIN_VALUE ? null : Instant.ofEpochMilli(due),
              bounce == null ? null : Outcome.Bounce.valueOf(bounce)));
    }
  }

  /** Empties it: all that it knew is in the database. */
  synchronized void clear() {
    try {
      noted.reset();
      file.truncate(0);
      file.position(0);
      file.force(true);
      written = 0;
      durable = 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty the journal: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try (file) {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal: " + e.getMessage(), e);
    }
  }
}
