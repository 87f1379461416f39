package caravan.cli;

/** The program. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Caravan.run(arguments));
  }
}
