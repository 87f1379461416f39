package caravan.source;

import caravan.source.SourceFailure.Reason;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.JsonNode;

/**
 * Dynamics 365 Customer Insights – Data, read through the Dataverse Web API (v9.2) as Microsoft
 * documents it for its output tables {@code msdynci_customerprofile} and {@code
 * msdynci_segmentmembership}. May be used by several threads.
 *
 * <p>Chosen here, as Microsoft leaves it open: a membership of another type than {@code Customer}
 * (contacts and accounts of business customers) is left out, for the profiles read here are
 * customers; one without a type is a customer's, as the documentation says. All providers of
 * segments are taken.
 */
public final class CustomerInsights implements SegmentSource {

  private static final String MEMBERSHIPS = "msdynci_segmentmemberships";
  private static final String CUSTOMER = "msdynci_customerid";
  private static final String SEGMENTS = "msdynci_segments";
  private static final String TYPE = "msdynci_segmentmembershiptype";

  private final CustomerInsightsSettings settings;
  private final Calls calls;
  private final AccessTokens tokens;

  public CustomerInsights(CustomerInsightsSettings settings) {
    this(settings, Pause.REAL, InstantSource.system());
  }

  /** With a time of one's own. */
  public CustomerInsights(CustomerInsightsSettings settings, Pause pause, InstantSource clock) {
    this.settings = settings;
    this.calls = new Calls(settings.timeLimit(), pause, clock);
    this.tokens = new AccessTokens(settings, calls, clock);
  }

  @Override
  public String name() {
    return Dataverse.NAME;
  }

  @Override
  public void read(Receiver receiver) {
    var seed = ThreadLocalRandom.current().nextLong();
    var dataverse = new Dataverse(settings, calls, tokens, seed);
    var table = ProfileTable.of(dataverse);
    receiver.columns(table.shown());
    readProfiles(dataverse, table, new SeenKeys(seed), receiver);
    readMemberships(dataverse, receiver);
  }

  private static void readProfiles(
      Dataverse dataverse, ProfileTable table, SeenKeys seen, Receiver receiver) {
    dataverse.read(
        ProfileTable.ENTITY_SET,
        table.attributes(),
        "",
        row -> {
          var values = table.values(row);
          var key = String.valueOf(values.get(table.key()));
          if (!seen.add(key)) {
            throw new SourceFailure(
                Reason.DUPLICATE_ID, "There are two profiles with the id '%s'".formatted(key));
          }
          receiver.profile(values);
        });
  }

  private void readMemberships(Dataverse dataverse, Receiver receiver) {
    var catalogue = SegmentCatalogue.of(dataverse, settings);
    if (catalogue.isEmpty()) {
      receiver.unlisted();
    }
    var listed = catalogue.orElse(Map.of());
    listed.values().forEach(receiver::segment);
    var given = new HashSet<>(listed.keySet());
    dataverse.read(
        MEMBERSHIPS,
        List.of(CUSTOMER, SEGMENTS, TYPE),
        "",
        row -> {
          if (!isOfCustomer(row)) {
            return;
          }
          var profile = row.path(CUSTOMER);
          if (!profile.isString() || !SegmentList.isId(profile.stringValue())) {
            throw new SourceFailure(
                Reason.NO_ID,
                "A membership says of no profile: its '%s' is missing".formatted(CUSTOMER));
          }
          for (var id : SegmentList.read(row.path(SEGMENTS), profile.stringValue())) {
            if (given.add(id)) {
              receiver.segment(SegmentCatalogue.unlisted(id, settings));
            }
            receiver.membership(id, profile.stringValue());
          }
        });
  }

  private static boolean isOfCustomer(JsonNode row) {
    var type = row.path(TYPE);
    return !type.isString() || type.stringValue().equalsIgnoreCase("Customer");
  }
}
