package caravan.twin;

/** A person: a key of an audience, whether there is a row of it now or not. */
record Who(String audience, Object key) {}
