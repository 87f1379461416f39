package caravan.http;

import caravan.security.SecuritySettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Where people reach the server: what the settings say, else where it listens. */
@Component
public class PublicAddress {

  private final HttpSettings http;
  private final SecuritySettings security;
  private volatile @Nullable URI listening;

  PublicAddress(HttpSettings http, SecuritySettings security) {
    this.http = http;
    this.security = security;
  }

  @EventListener
  void started(WebServerInitializedEvent event) {
    var address = http.address();
    var host =
        switch (address) {
          case "0.0.0.0", "::", "[::]" -> "localhost";
          default ->
              address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
        };
    listening = URI.create("http://" + host + ":" + event.getWebServer().getPort());
  }

  /** Where it listens. */
  public URI listening() {
    var uri = listening;
    if (uri == null) {
      throw new IllegalStateException("not started");
    }
    return uri;
  }

  public URI url() {
    return security.publicUrl().orElseGet(this::listening);
  }

  /** The address of a page. */
  public String page(String path) {
    return url() + path;
  }
}
