package caravan.message;

/** A message that could not be rendered for a person, though its template was checked. */
public final class RenderFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  RenderFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
