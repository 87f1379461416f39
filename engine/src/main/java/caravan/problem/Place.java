package caravan.problem;

/**
 * Where in an input a fault is: a file, and in it a line and a column, both counted from 1 (0 where
 * unknown).
 */
public record Place(String file, int line, int column) {

  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  public static Place of(String file, int line) {
    return new Place(file, line, 0);
  }

  /** {@code file:line:column} as far as it is known. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
