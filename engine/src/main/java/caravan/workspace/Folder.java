package caravan.workspace;

import caravan.problem.Place;
import caravan.problem.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a workspace. Nothing outside its folder can be reached, through links neither. File
 * names are relative to it, with {@code /}.
 */
record Folder(Path root, Problems problems) implements Texts {

  private static final long MAX_BYTES = 100_000_000;
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * The names of what lies directly in a folder, sorted, hidden files left out; none where there is
   * no such folder.
   */
  @Override
  public List<String> list(String folder) {
    var path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        problems.add("file", Place.of(folder), "this should be a folder");
      }
      return List.of();
    }
    try (var files = Files.list(path)) {
      if (leavesWorkspace(path)) {
        problems.add("file", Place.of(folder), "this folder leads out of the workspace");
        return List.of();
      }
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(".") && isReadableName(folder, name))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add("file", Place.of(folder), "this folder cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /** Names that are not UTF-8 come with a replacement, and lead to no file. */
  private boolean isReadableName(String folder, String name) {
    if (name.indexOf(REPLACEMENT) < 0) {
      return true;
    }
    var file = folder.isEmpty() ? name : folder + "/" + name;
    problems.add("file", Place.of(file), "the name of this file is not UTF-8 text");
    return false;
  }

  private boolean leavesWorkspace(Path path) throws IOException {
    return !path.toRealPath().startsWith(root.toRealPath());
  }

  @Override
  public boolean exists(String file) {
    return Files.exists(root.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isFolder(String file) {
    return Files.isDirectory(root.resolve(file));
  }

  /** The text of a file in UTF-8; a byte order mark before it is no part of it. */
  @Override
  public Optional<String> text(String file) {
    var path = reach(file, Place.of(file), "this file");
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (Files.size(path.get()) > MAX_BYTES) {
        problems.add("file", Place.of(file), "this file is larger than 100 MB");
        return Optional.empty();
      }
      var bytes = Files.readAllBytes(path.get());
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(
          !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
    } catch (CharacterCodingException _) {
      problems.add("encoding", Place.of(file), "this file is not UTF-8 text");
    } catch (IOException e) {
      problems.add("file", Place.of(file), "this file cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** The path of a file that a value names. */
  @Override
  public Optional<Path> named(Yaml yaml) {
    return yaml.text("a file in the workspace")
        .flatMap(file -> reach(file, yaml.place(), "'" + file + "'"));
  }

  /**
   * The path of a readable file; nothing, and a problem, where there is none inside this folder.
   */
  private Optional<Path> reach(String file, Place place, String what) {
    try {
      var path = root.resolve(file).normalize();
      var reason = refusal(path);
      if (reason.isEmpty()) {
        return Optional.of(path);
      }
      problems.add("file", place, what + " " + reason.get());
    } catch (InvalidPathException _) {
      problems.add("file", place, what + " is no name of a file");
    } catch (IOException e) {
      problems.add("file", place, what + " cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<String> refusal(Path path) throws IOException {
    if (!path.startsWith(root.normalize())) {
      return Optional.of("lies outside the workspace");
    }
    if (!Files.exists(path)) {
      return Optional.of("does not exist");
    }
    if (leavesWorkspace(path)) {
      return Optional.of("leads out of the workspace");
    }
    if (Files.isDirectory(path)) {
      return Optional.of("is a folder, not a file");
    }
    if (!Files.isRegularFile(path)) {
      return Optional.of("is no ordinary file");
    }
    return Files.isReadable(path) ? Optional.empty() : Optional.of("cannot be read");
  }
}
