package caravan.security;

import org.jspecify.annotations.Nullable;

/**
 * Who stands in the audit log.
 *
 * @param id of the user; null for somebody unknown and for the server itself
 * @param name as it was then
 * @param via {@code session …}, {@code token …}, {@code command}; null for none of them
 * @param address where it came from; null for the server itself
 */
record Actor(@Nullable String id, String name, @Nullable String via, @Nullable String address) {

  static Actor of(Caller caller) {
    var via =
        switch (caller.via()) {
          case SESSION -> "session " + caller.reference();
          case TOKEN -> "token " + caller.reference();
          case LOCAL -> "command";
        };
    return new Actor(caller.user().id(), caller.user().name(), via, caller.address());
  }

  static Actor of(User user, String address) {
    return new Actor(user.id(), user.name(), null, address);
  }

  static Actor nobody(String address) {
    return new Actor(null, "somebody", null, address);
  }
}
