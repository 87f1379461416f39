package caravan.runtime;

/** A change of a document that somebody else has changed meanwhile. */
public final class Outdated extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String document;
  private final long version;

  Outdated(String document, long version) {
    super("'" + document + "' has been changed meanwhile");
    this.document = document;
    this.version = version;
  }

  public String document() {
    return document;
  }

  /** The version that it has now; 0 where it is not there any more. */
  public long version() {
    return version;
  }
}
