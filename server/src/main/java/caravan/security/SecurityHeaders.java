package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What browsers are told in every answer: what it may load, and who may show it. */
public final class SecurityHeaders implements HeaderWriter {

  private static final String NONCE = SecurityHeaders.class.getName() + ".nonce";

  private final boolean secure;

  SecurityHeaders(SecuritySettings settings) {
    this.secure = settings.isSecure();
  }

  /** The word that a style element in this answer needs: {@code <style nonce="…">}. */
  public static String nonce(HttpServletRequest request) {
    var nonce = request.getAttribute(NONCE);
    if (nonce == null) {
      nonce = Keys.id();
      request.setAttribute(NONCE, nonce);
    }
    return nonce.toString();
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    // Scripts come from files of ours only; styles may be made by scripts that know the nonce.
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
            + nonce(request)
            + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader(
        "Permissions-Policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (secure) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (!response.containsHeader("Cache-Control")) {
      response.setHeader("Cache-Control", "no-store");
    }
  }
}
