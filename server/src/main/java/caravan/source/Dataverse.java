package caravan.source;

import caravan.source.SourceFailure.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The Web API of a Dataverse environment, read a page at a time. A page is read to its end before
 * its first row is given on, so that a page sent again gives no row twice.
 */
final class Dataverse {

  static final String NAME = "Customer Insights";

  private static final String ROOT = "/api/data/v9.2/";

  /** Microsoft says 32,768 characters; longer ones are shortened here. */
  private static final int LONGEST_QUERY = 30_000;

  /** Tables that scale out may have a page with nothing on it, but not that many in a row. */
  private static final int MOST_EMPTY_PAGES = 1_000;

  private final CustomerInsightsSettings settings;
  private final Calls calls;
  private final AccessTokens tokens;
  private final long seed;

  Dataverse(CustomerInsightsSettings settings, Calls calls, AccessTokens tokens, long seed) {
    this.settings = settings;
    this.calls = calls;
    this.tokens = tokens;
    this.seed = seed;
  }

  /**
   * Gives every row of a collection.
   *
   * @param path below the Web API's root: {@code msdynci_customerprofiles}
   * @param columns only these; all of them where an address cannot hold so many names
   * @param filter only rows that fit this condition, encoded; empty for all
   */
  void read(String path, List<String> columns, String filter, Consumer<JsonNode> row) {
    var query = "?$select=" + String.join(",", columns);
    if (query.length() > LONGEST_QUERY) {
      query = "?";
    }
    if (!filter.isEmpty()) {
      query += "&$filter=" + filter;
    }
    var first = URI.create(settings.environment() + ROOT + path + query);
    var links = new SeenKeys(seed);
    var emptyPages = 0;
    for (@Nullable URI next = first; next != null; ) {
      if (!links.add(next.toString()) || emptyPages > MOST_EMPTY_PAGES) {
        throw new SourceFailure(
            Reason.ENDLESS, "The pages of '%s' do not come to an end".formatted(path));
      }
      var page = get(next, path);
      var rows = page.path("value");
      if (!rows.isArray()) {
        throw unreadable(path);
      }
      emptyPages = rows.isEmpty() ? emptyPages + 1 : 0;
      for (var each : rows) {
        if (!each.isObject()) {
          throw unreadable(path);
        }
        row.accept(each);
      }
      next = nextLink(page, first, path);
    }
  }

  private JsonNode get(URI address, String path) {
    var token = tokens.get();
    var answer = calls.send(NAME, request(address, token));
    if (answer.status() == 401) {
      tokens.drop(token);
      token = tokens.get();
      answer = calls.send(NAME, request(address, token));
    }
    if (answer.status() != 200) {
      throw failure(answer, path, token);
    }
    return answer.json();
  }

  private HttpRequest request(URI address, String token) {
    return HttpRequest.newBuilder(address)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json")
        .header("OData-MaxVersion", "4.0")
        .header("OData-Version", "4.0")
        .header("If-None-Match", "null")
        .header("Consistency", "Strong") // definitions of columns are cached for a while otherwise
        .header("Prefer", "odata.maxpagesize=" + settings.pageSize())
        .build();
  }

  private static @Nullable URI nextLink(JsonNode page, URI first, String path) {
    var link = page.path("@odata.nextLink");
    if (link.isMissingNode() || link.isNull()) {
      return null;
    }
    if (!link.isString()) {
      throw unreadable(path);
    }
    try {
      var next = new URI(link.stringValue());
      if (isSamePlace(next, first)) {
        return next;
      }
      throw new SourceFailure(
          Reason.FOREIGN_LINK,
          "The next page of '%s' would be at %s://%s%s, where the token is not sent"
              .formatted(path, next.getScheme(), next.getRawAuthority(), next.getRawPath()));
    } catch (URISyntaxException _) {
      throw unreadable(path);
    }
  }

  private static boolean isSamePlace(URI next, URI first) {
    return next.getHost() != null
        && next.getRawUserInfo() == null
        && next.getRawFragment() == null
        && first.getScheme().equalsIgnoreCase(next.getScheme())
        && first.getHost().equalsIgnoreCase(next.getHost())
        && port(first) == port(next)
        && first.getRawPath().equals(next.getRawPath());
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return address.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static SourceFailure unreadable(String path) {
    return new SourceFailure(
        Reason.UNREADABLE,
        "A page of '%s' is not what the Web API of Dataverse answers, or only half of it"
            .formatted(path));
  }

  private SourceFailure failure(Answer answer, String path, String token) {
    var said = ErrorText.ofDataverse(answer, List.of(token, settings.secret()));
    var status = answer.status();
    return switch (status) {
      case 401 ->
          failure(
              Reason.UNAUTHORIZED,
              "%s takes no token of this application: is it an application user of the environment?",
              said,
              NAME);
      case 403 -> failure(Reason.FORBIDDEN, "The application may not read '%s'", said, path);
      case 404 ->
          failure(
              Reason.NOT_FOUND,
              "The environment has no '%s': is Customer Insights – Data connected to it?",
              said,
              path);
      default ->
          status >= 400 && status < 500
              ? failure(Reason.REFUSED, "A request for '%s' was refused", said, path)
              : failure(
                  Reason.UNREADABLE,
                  "A request for '%s' had an answer that is none (HTTP " + status + ")",
                  said,
                  path);
    };
  }

  private static SourceFailure failure(
      Reason reason, String sentence, Optional<String> said, String what) {
    var message = sentence.replace("%s", what);
    return new SourceFailure(reason, said.map(text -> message + ": " + text).orElse(message));
  }
}
