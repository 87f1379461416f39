package caravan.source.standin;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the stand-in has: profiles, segments, and who is in them. It can be changed while it is
 * read; safe for use by several threads. Columns go by their logical names ({@code msdynci_city}),
 * values are as in JSON.
 */
public final class StandInData {

  private static final String CUSTOMER = "msdynci_customerid";
  private static final String PROVIDER = "CustomerInsights";
  private static final Instant HYDRATED = Instant.parse("2026-01-05T03:15:00Z");

  /** A segment. */
  public record Segment(String id, String name, @Nullable String text) {

    public Optional<String> description() {
      return Optional.ofNullable(text);
    }
  }

  /** A row with its primary key, by which pages go. */
  record Row(String id, Map<String, Object> values) {}

  private final List<Attribute> columns = new ArrayList<>(People.COLUMNS);
  private final SortedMap<String, Map<String, Object>> profiles = new TreeMap<>();
  private final SortedMap<String, Segment> segments = new TreeMap<>();
  private final SortedMap<String, String> customersByMembership = new TreeMap<>();
  private final Map<String, Set<String>> segmentsOfCustomers = new LinkedHashMap<>();
  private long version = 1_000_000;
  private boolean hidesCatalogue;

  /** Nothing but the columns. */
  public StandInData() {}

  /** Customers and the first segments, the same for the same seed. */
  public static StandInData generated(long seed, int profiles) {
    var data = new StandInData();
    for (var segment : SampleSegment.ALL) {
      data.putSegment(segment.id(), segment.name(), segment.description());
    }
    var people = new People(seed);
    for (var number = 1; number <= profiles; number++) {
      var id = guid("customer " + seed + " " + number).replace("-", "");
      var person = people.next(number, id);
      data.putProfile(id, person);
      for (var segment : SampleSegment.ALL) {
        if (segment.members().test(person)) {
          data.addMember(segment.id(), id);
        }
      }
    }
    return data;
  }

  /** Adds a profile, or changes the named columns of one; a null takes a value away. */
  public synchronized void putProfile(String customer, Map<String, ?> values) {
    for (var column : values.keySet()) {
      if (!column.equals(CUSTOMER)
          && columns.stream().noneMatch(attribute -> attribute.name().equals(column))) {
        throw new IllegalArgumentException("there is no column '" + column + "'");
      }
    }
    var row = profiles.computeIfAbsent(profileId(customer), _ -> new LinkedHashMap<>());
    row.putAll(values);
    row.values().removeIf(value -> value == null);
    row.put(CUSTOMER, customer);
    version++;
  }

  /** Removes a profile; its memberships stay until they are removed too. */
  public synchronized boolean removeProfile(String customer) {
    return profiles.remove(profileId(customer)) != null;
  }

  /** Adds a segment, or renames one. */
  public synchronized void putSegment(String id, String name, @Nullable String description) {
    segments.put(guid("segment " + id), new Segment(id, name, description));
    version++;
  }

  /** Removes a segment with all its memberships. */
  public synchronized boolean removeSegment(String id) {
    for (var customer : List.copyOf(segmentsOfCustomers.keySet())) {
      removeMember(id, customer);
    }
    return segments.remove(guid("segment " + id)) != null;
  }

  /** Whether applications may not read which segments there are. */
  public synchronized void hideCatalogue(boolean hides) {
    hidesCatalogue = hides;
  }

  synchronized boolean hidesCatalogue() {
    return hidesCatalogue;
  }

  /** Puts a customer into a segment; neither needs to be known. */
  public synchronized void addMember(String segment, String customer) {
    segmentsOfCustomers.computeIfAbsent(customer, _ -> new TreeSet<>()).add(segment);
    customersByMembership.put(guid(identifier(customer)), customer);
    version++;
  }

  public synchronized boolean removeMember(String segment, String customer) {
    var in = segmentsOfCustomers.getOrDefault(customer, Set.of());
    if (!in.contains(segment)) {
      return false;
    }
    in.remove(segment);
    if (in.isEmpty()) {
      segmentsOfCustomers.remove(customer);
      customersByMembership.remove(guid(identifier(customer)));
    }
    version++;
    return true;
  }

  /** Drops a column of the profiles, values and all. */
  public synchronized boolean dropColumn(String column) {
    if (!columns.removeIf(attribute -> attribute.name().equals(column))) {
      return false;
    }
    profiles.values().forEach(row -> row.remove(column));
    version++;
    return true;
  }

  /** The ids of all customers that have a profile. */
  public synchronized List<String> customers() {
    return profiles.values().stream().map(row -> String.valueOf(row.get(CUSTOMER))).toList();
  }

  /** The present values of a profile; empty if there is none. */
  public synchronized Optional<Map<String, Object>> profile(String customer) {
    return Optional.ofNullable(profiles.get(profileId(customer))).map(Map::copyOf);
  }

  /** The segments that are listed. */
  public synchronized Collection<Segment> segments() {
    return List.copyOf(segments.values());
  }

  /** Who is in a segment. */
  public synchronized Set<String> members(String segment) {
    var members = new TreeSet<String>();
    segmentsOfCustomers.forEach(
        (customer, in) -> {
          if (in.contains(segment)) {
            members.add(customer);
          }
        });
    return members;
  }

  synchronized List<Attribute> attributes(EntitySet set) {
    return set == EntitySet.PROFILES
        ? Stream.concat(set.attributes().stream(), columns.stream()).toList()
        : set.attributes();
  }

  /**
   * Rows in the order of their primary keys.
   *
   * @param after the last row that was seen; empty for the beginning
   */
  synchronized List<Row> rows(EntitySet set, String after, int most) {
    var attributes = attributes(set).stream().filter(Attribute::hasValue).toList();
    return switch (set) {
      case PROFILES -> page(profiles, after, most, known -> known, attributes);
      case MEMBERSHIPS -> page(customersByMembership, after, most, this::membership, attributes);
      case SEGMENTS -> page(segments, after, most, StandInData::metadata, attributes);
    };
  }

  /** A GUID that always stands for the same thing. */
  static String guid(String thing) {
    return UUID.nameUUIDFromBytes(thing.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The first attribute is the primary key. */
  private <T> List<Row> page(
      SortedMap<String, T> all,
      String after,
      int most,
      Function<T, Map<String, Object>> known,
      List<Attribute> attributes) {
    return all.tailMap(after + "\0").entrySet().stream()
        .limit(most)
        .map(entry -> row(entry.getKey(), known.apply(entry.getValue()), attributes))
        .toList();
  }

  private Row row(String id, Map<String, Object> known, List<Attribute> attributes) {
    var values = LinkedHashMap.<String, Object>newLinkedHashMap(attributes.size());
    for (var attribute : attributes) {
      values.put(attribute.name(), known.get(attribute.name()));
    }
    values.put(attributes.getFirst().name(), id);
    values.put("createdon", HYDRATED.toString());
    values.put("modifiedon", HYDRATED.toString());
    values.put("versionnumber", version);
    return new Row(id, values);
  }

  private Map<String, Object> membership(String customer) {
    return Map.of(
        CUSTOMER,
        customer,
        "msdynci_identifier",
        identifier(customer),
        "msdynci_segmentmembershiptype",
        "Customer",
        "msdynci_segmentprovider",
        PROVIDER,
        "msdynci_segments",
        json(
            Map.of("Segments", List.copyOf(segmentsOfCustomers.getOrDefault(customer, Set.of())))));
  }

  private static Map<String, Object> metadata(Segment segment) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("name", segment.id());
    payload.put("friendlyName", segment.name());
    payload.put("description", segment.text());
    return Map.of(
        "msdyn_name",
        segment.id(),
        "mscipriv_payload1",
        json(payload),
        "msdyn_isdeleted",
        false,
        "msdyn_ishistoryentry",
        false);
  }

  private static String identifier(String customer) {
    return customer + "|" + PROVIDER + "|Customer|Segments";
  }

  private static String profileId(String customer) {
    return guid("profile " + customer);
  }

  private static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }
}
