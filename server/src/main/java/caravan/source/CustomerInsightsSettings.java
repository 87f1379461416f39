package caravan.source;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.problem.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What it takes to read Customer Insights – Data.
 *
 * @param environment the address of the Dataverse environment: {@code
 *     https://org.crm4.dynamics.com}
 * @param tenant the directory (tenant) of Entra ID: its id or domain
 * @param client the application (client) id of the app registration
 * @param secret the value of a client secret of it; never shown
 * @param authority where tokens are had
 * @param pageSize how many rows to ask for at a time; Dataverse gives no more than 5,000
 * @param timeLimit for one request, its answer included
 * @param segmentPage the page of a segment, {@code {segment}} standing for its id
 */
public record CustomerInsightsSettings(
    URI environment,
    String tenant,
    String client,
    String secret,
    URI authority,
    int pageSize,
    Duration timeLimit,
    String segmentPage) {

  public static final URI ENTRA_ID = URI.create("https://login.microsoftonline.com");

  /**
   * The entrance of Customer Insights – Data. Microsoft documents no address of a single segment's
   * page, and it has the id of the instance in it, which Dataverse does not tell.
   */
  public static final String ENTRANCE = "https://home.ci.ai.dynamics.com/";

  public static final int MOST_ROWS = 5_000;

  /** Dataverse itself gives up after two minutes. */
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(2);

  private static final String SEGMENT = "{segment}";
  private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9.-]{1,253}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * @throws InvalidInput with everything that is wrong with them
   */
  public CustomerInsightsSettings {
    var problems = new Problems();
    checkServer(problems, "environment", environment);
    checkServer(problems, "authority", authority);
    check(problems, DIRECTORY.matcher(tenant).matches(), "tenant", "a tenant is an id or a domain");
    check(problems, ID.matcher(client).matches(), "client", "a client is the id of an application");
    check(problems, !secret.isBlank(), "secret", "the client secret is missing");
    check(
        problems,
        pageSize >= 1 && pageSize <= MOST_ROWS,
        "page-size",
        "a page has 1 to %,d rows".formatted(MOST_ROWS));
    check(
        problems,
        timeLimit.isPositive() && timeLimit.compareTo(Duration.ofHours(1)) <= 0,
        "time-limit",
        "a request may take up to an hour");
    check(
        problems,
        isPage(segmentPage),
        "segment-page",
        "a page is an address like https://…/segments/" + SEGMENT);
    problems.throwIfAny();
    environment = root(environment);
    authority = root(authority);
  }

  /** The settings as they are for most: Microsoft's cloud, the largest pages. */
  public static CustomerInsightsSettings of(
      URI environment, String tenant, String client, String secret) {
    return new CustomerInsightsSettings(
        environment, tenant, client, secret, ENTRA_ID, MOST_ROWS, USUAL_LIMIT, ENTRANCE);
  }

  public CustomerInsightsSettings withAuthority(URI other) {
    return new CustomerInsightsSettings(
        environment, tenant, client, secret, other, pageSize, timeLimit, segmentPage);
  }

  public CustomerInsightsSettings withPageSize(int rows) {
    return new CustomerInsightsSettings(
        environment, tenant, client, secret, authority, rows, timeLimit, segmentPage);
  }

  public CustomerInsightsSettings withTimeLimit(Duration limit) {
    return new CustomerInsightsSettings(
        environment, tenant, client, secret, authority, pageSize, limit, segmentPage);
  }

  public CustomerInsightsSettings withSegmentPage(String page) {
    return new CustomerInsightsSettings(
        environment, tenant, client, secret, authority, pageSize, timeLimit, page);
  }

  /** Where people see a segment. */
  URI pageOf(String segment) {
    return URI.create(page(segmentPage, segment));
  }

  /** Everything but the secret. */
  @Override
  public String toString() {
    return "CustomerInsightsSettings[environment=%s, tenant=%s, client=%s, secret=***, authority=%s, pageSize=%d, timeLimit=%s, segmentPage=%s]"
        .formatted(environment, tenant, client, authority, pageSize, timeLimit, segmentPage);
  }

  private static void check(Problems problems, boolean holds, String setting, String message) {
    if (!holds) {
      problems.add("invalid-setting", Place.of("customer-insights." + setting), message);
    }
  }

  /** A secret and a token go there: only encrypted, or to this very machine. */
  private static void checkServer(Problems problems, String setting, URI server) {
    var host = server.getHost();
    var isBare =
        host != null
            && server.getRawUserInfo() == null
            && server.getRawQuery() == null
            && server.getRawFragment() == null
            && (server.getRawPath().isEmpty() || server.getRawPath().equals("/"));
    check(
        problems,
        isBare,
        setting,
        "it takes an address like https://org.crm4.dynamics.com, with nothing after the host");
    if (isBare) {
      var scheme = String.valueOf(server.getScheme()).toLowerCase(Locale.ROOT);
      check(
          problems,
          scheme.equals("https") || (scheme.equals("http") && LOOPBACK.contains(host)),
          setting,
          "it has to begin with https://");
    }
  }

  private static URI root(URI server) {
    return URI.create(server.getScheme() + "://" + server.getRawAuthority());
  }

  private static boolean isPage(String template) {
    try {
      var page = new URI(page(template, "x"));
      return page.getHost() != null
          && Set.of("http", "https").contains(String.valueOf(page.getScheme()));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static String page(String template, String segment) {
    var encoded = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    return template.replace(SEGMENT, encoded);
  }
}
