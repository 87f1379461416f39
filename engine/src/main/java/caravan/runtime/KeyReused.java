package caravan.runtime;

/** Something else is asked for under a key than what was done under it before. */
public final class KeyReused extends IllegalCommand {

  private static final long serialVersionUID = 1;

  KeyReused() {
    super("something else was sent under this key before");
  }
}
