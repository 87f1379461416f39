package caravan.workspace;

import caravan.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The texts of a workspace by the names of their files, wherever they are kept. */
interface Texts {

  /** Where what is wrong with them goes. */
  Problems problems();

  /** The names of what lies directly in a folder, in the order in which it counts. */
  List<String> list(String folder);

  boolean exists(String file);

  boolean isFolder(String file);

  /** A text; nothing, and a problem, where it cannot be read. */
  Optional<String> text(String file);

  /** The path of a file of data that a value names; nothing, and a problem, where there is none. */
  Optional<Path> named(Yaml yaml);

  /** The folder that files of data lie in. */
  Path root();
}
