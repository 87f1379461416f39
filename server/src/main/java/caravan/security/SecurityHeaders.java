package caravan.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What browsers are told in every answer: what it may load, and who may show it. */
public final class SecurityHeaders implements HeaderWriter {

  private static final String NONCE = SecurityHeaders.class.getName() + ".nonce";
  private static final String FRAME = SecurityHeaders.class.getName() + ".frame";

  private static final String MESSAGE =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data: https: http:; font-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox";

  private final boolean secure;

  SecurityHeaders(SecuritySettings settings) {
    this.secure = settings.isSecure();
  }

  /** Scripts come from files of ours only; styles may be made by scripts that know the nonce. */
  private static String page(HttpServletRequest request) {
    return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-"
        + nonce(request)
        + "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self';"
        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
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

  /**
   * Says that this answer is what a message says, to be shown within a page of ours: it may look as
   * its author wants and load pictures, but it runs nothing, and knows nothing of the page.
   */
  public static void frame(HttpServletRequest request) {
    request.setAttribute(FRAME, true);
  }

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    var isFrame = request.getAttribute(FRAME) != null;
    response.setHeader("Content-Security-Policy", isFrame ? MESSAGE : page(request));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", isFrame ? "SAMEORIGIN" : "DENY");
    response.setHeader("Referrer-Policy", "same-origin");
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
