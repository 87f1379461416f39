package caravan.cli;

import caravan.workspace.Documents;
import java.io.IOException;
import java.util.List;

/** Documents that a folder's files are compared with, and that become what they say. */
interface WorkspaceTarget extends AutoCloseable {

  /** The documents as they are now. */
  Documents documents() throws IOException;

  /** What documents would change. */
  Comparison compare(Documents proposed) throws IOException;

  /**
   * Makes the change, if nothing else was changed since.
   *
   * @param version that of the comparison
   */
  void apply(Documents proposed, long version) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A difference to a version.
   *
   * @param changed each document's change in a word, its name, and lines as {@code diff -u} has
   *     them
   */
  record Comparison(long version, List<Changed> changed) {}

  /** A document that differs. */
  record Changed(String change, String document, List<String> lines) {}
}
