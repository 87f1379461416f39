package caravan.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call an endpoint: whoever has a scope, by role or by token. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {

  Scope value();

  /** Whether only a person who signed in may, and no token. */
  boolean session() default false;

  /** Whether, beside such a person, a command on this machine may. */
  boolean local() default false;
}
