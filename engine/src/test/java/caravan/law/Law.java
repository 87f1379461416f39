package caravan.law;

/** Something that must hold for every case. */
interface Law {

  /**
   * Tries it on a case.
   *
   * @throws AssertionError where it does not hold; the message says what differs
   */
  void check(Case.Opened opened) throws Exception;
}
