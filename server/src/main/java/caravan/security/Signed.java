package caravan.security;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller as Spring Security carries them along. */
final class Signed extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final transient Caller caller;

  Signed(Caller caller) {
    super(AuthorityUtils.createAuthorityList(labels(caller)));
    this.caller = caller;
    setAuthenticated(true);
  }

  private static List<String> labels(Caller caller) {
    return caller.scopes().stream().map(scope -> "SCOPE_" + scope.label()).toList();
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }
}
