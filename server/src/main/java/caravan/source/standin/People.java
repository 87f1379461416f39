package caravan.source.standin;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Customers who do not exist, always the same ones for the same seed. */
final class People {

  /** The columns that unification gave their table. */
  static final List<Attribute> COLUMNS =
      List.of(
          Attribute.of("msdynci_firstname", "String"),
          Attribute.of("msdynci_lastname", "String"),
          Attribute.of("msdynci_fullname", "String"),
          Attribute.of("msdynci_email", "String"),
          Attribute.of("msdynci_city", "String"),
          Attribute.of("msdynci_countryorregion", "String"),
          Attribute.of("msdynci_preferredlanguage", "String"),
          Attribute.day("msdynci_birthdate"),
          Attribute.instant("msdynci_membersince"),
          Attribute.of("msdynci_loyaltypoints", "Integer"),
          Attribute.decimal("msdynci_lifetimevalue", 2),
          Attribute.of("msdynci_churnscore", "Double"),
          Attribute.of("msdynci_emailconsent", "Boolean"),
          Attribute.of("msdynci_crm_contact_contactid", "String"));

  private record City(String name, String country, String language) {}

  private static final List<City> CITIES =
      List.of(
          new City("Berlin", "Germany", "de"),
          new City("Hamburg", "Germany", "de"),
          new City("München", "Germany", "de"),
          new City("Köln", "Germany", "de"),
          new City("Wien", "Austria", "de"),
          new City("Graz", "Austria", "de"),
          new City("Zürich", "Switzerland", "de"),
          new City("Genève", "Switzerland", "fr"),
          new City("Paris", "France", "fr"),
          new City("Lyon", "France", "fr"),
          new City("London", "United Kingdom", "en"),
          new City("Leeds", "United Kingdom", "en"),
          new City("Dublin", "Ireland", "en"),
          new City("Kraków", "Poland", "pl"));

  private static final List<String> FIRST_NAMES =
      List.of(
          "Anna", "Ben", "Clara", "David", "Elif", "Finn", "Greta", "Hugo", "Ines", "Jonas",
          "Klára", "Liam", "Mia", "Noah", "Olga", "Paweł", "Quentin", "Rosa", "Samir", "Théa",
          "Uwe", "Valérie", "Wanda", "Yara", "Zoë");

  private static final List<String> LAST_NAMES =
      List.of(
          "Adler",
          "Bauer",
          "Clarke",
          "Dubois",
          "Eriksen",
          "Fischer",
          "Großmann",
          "Hughes",
          "Ivanova",
          "Jäger",
          "Kowalski",
          "Lefèvre",
          "Müller",
          "Nowak",
          "O'Brien",
          "Petit",
          "Quinn",
          "Richter",
          "Schmidt",
          "Taylor",
          "Ünal",
          "Vogel",
          "Wright",
          "Yılmaz",
          "Zimmer");

  private static final LocalDate OLDEST = LocalDate.of(1945, 1, 1);
  private static final LocalDate YOUNGEST = LocalDate.of(2007, 12, 31);
  private static final Instant FIRST_MEMBER = Instant.parse("2016-01-01T08:00:00Z");
  private static final int MEMBER_MINUTES = 10 * 365 * 24 * 60;

  private final SplittableRandom chance;

  People(long seed) {
    this.chance = new SplittableRandom(seed);
  }

  /** Somebody, without those columns of which nothing is known. */
  Map<String, Object> next(int number, String id) {
    var values = new LinkedHashMap<String, Object>();
    var first = oneOf(FIRST_NAMES);
    var last = oneOf(LAST_NAMES);
    var city = oneOf(CITIES);
    values.put("msdynci_customerid", id);
    values.put("msdynci_firstname", first);
    values.put("msdynci_lastname", last);
    values.put("msdynci_fullname", first + " " + last);
    if (chance.nextInt(100) < 95) {
      values.put(
          "msdynci_email", "%s.%s.%d@example.org".formatted(plain(first), plain(last), number));
    }
    if (chance.nextInt(100) < 97) {
      values.put("msdynci_city", city.name());
      values.put("msdynci_countryorregion", city.country());
    }
    values.put("msdynci_preferredlanguage", city.language());
    var days = (int) ChronoUnit.DAYS.between(OLDEST, YOUNGEST);
    var birth = OLDEST.plusDays(chance.nextInt(days));
    if (chance.nextInt(100) < 90) {
      values.put("msdynci_birthdate", birth.toString());
    }
    values.put(
        "msdynci_membersince",
        FIRST_MEMBER.plus(chance.nextInt(MEMBER_MINUTES), ChronoUnit.MINUTES).toString());
    var points = chance.nextInt(60) * chance.nextInt(60);
    values.put("msdynci_loyaltypoints", points);
    values.put(
        "msdynci_lifetimevalue", BigDecimal.valueOf(points * 53L + chance.nextInt(20_000), 2));
    values.put("msdynci_churnscore", chance.nextInt(1_001) / 1_000.0);
    if (chance.nextInt(100) < 92) {
      values.put("msdynci_emailconsent", chance.nextInt(100) < 70);
    }
    values.put("msdynci_crm_contact_contactid", StandInData.guid("contact " + id));
    return values;
  }

  private <T> T oneOf(List<T> things) {
    return things.get(chance.nextInt(things.size()));
  }

  private static String plain(String name) {
    return Normalizer.normalize(name.replace("ß", "ss").replace("ł", "l"), Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replace("ı", "i")
        .replaceAll("[^a-z]", "");
  }
}
