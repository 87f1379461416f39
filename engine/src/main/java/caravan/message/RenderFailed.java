package caravan.message;

import org.jspecify.annotations.Nullable;

/** A message that could not be rendered for a person, though its template was checked. */
public final class RenderFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  RenderFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
