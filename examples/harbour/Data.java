/**
 * Makes the data of Harbour, a chain of coffee shops that does not exist: 50,000 contacts, 200,000 purchases, 12 stores.
 *
 * <p>{@code java Data.java FOLDER} writes the same bytes every time. Nothing in it is later than May 2026, but the days
 * on which subscriptions renew.
 */

static final int CONTACTS = 50_000;
static final int PURCHASES = 200_000;
static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

/** A country, how many of a thousand contacts live there, and how people there are called. */
record Country(String code, String language, int share, List<String> zones, List<String> first, List<String> last) {}

static final List<Country> COUNTRIES =
    List.of(
        new Country("DE", "de", 400, List.of("Europe/Berlin"),
            words("Anna Lena Jürgen Käthe Moritz Sören Mia Björn Zoë Emil Greta Hauke Ilse Jonas Frieda Ümit Ayşe Paul"),
            words("Müller Schmidt Weiß Groß Petersen Hansen Yılmaz Böhm Köster Lange Vogel Winter Brandt Sommer")),
        new Country("AT", "de", 90, List.of("Europe/Vienna"),
            words("Valentina Lukas Resi Xaver Marie Florian Johanna Matthäus"),
            words("Gruber Huber Steiner Moser Hölzl Pichler Königsberger")),
        new Country("CH", "de", 80, List.of("Europe/Zurich"),
            words("Noah Elia Chiara Urs Beat Céline Luca Ladina"),
            words("Meier Brunner Zürcher Rüegg Favre Bernasconi Caduff")),
        new Country("DK", "da", 90, List.of("Europe/Copenhagen"),
            words("Søren Freja Åse Mikkel Ida Jørgen Astrid Mads"),
            words("Nielsen Jensen Sørensen Møller Østergaard Dahl Bækgaard")),
        new Country("NL", "nl", 90, List.of("Europe/Amsterdam"),
            words("Daan Sanne Joost Fleur Zoë Ruben Anouk Teun"),
            words("Jansen Visser Bakker Smit Mulder Kuiper Zeeman")),
        new Country("SE", "sv", 70, List.of("Europe/Stockholm"),
            words("Åsa Göran Linnéa Östen Elsa Nils Maja Håkan"),
            words("Johansson Lindström Öberg Nyström Hägg Sandberg")),
        new Country("GB", "en", 70, List.of("Europe/London"),
            words("Olivia Siân Rhys Aoife George Zadie Callum Imogen"),
            words("Smith O'Neill Clarke Llewellyn Harper Okafor Singh")),
        new Country("FR", "fr", 50, List.of("Europe/Paris"),
            words("Élodie Loïc Françoise Théo Anaïs Jérôme Chloé Noël"),
            words("Lefèvre Moreau Garçon D'Aubigné Petit Rousseau")),
        new Country("US", "en", 40, List.of("America/New_York", "America/Chicago", "America/Los_Angeles"),
            words("Ava José Nevaeh Liam Maya Ezra Renée Mateo"),
            words("Johnson Nguyễn García Brown Kowalski Washington")),
        new Country("JP", "ja", 20, List.of("Asia/Tokyo"),
            words("さくら 蓮 陽菜 大翔 結衣 健太"), words("佐藤 鈴木 高橋 田中 渡辺")));

/** What is sold, for how many cents, and how often of a hundred times. */
record Product(String name, int cents, int share) {}

static final Product SUBSCRIPTION = new Product("Coffee subscription", 5_490, 0);

static final List<Product> PRODUCTS =
    List.of(
        new Product("Espresso", 280, 14),
        new Product("Flat white", 420, 22),
        new Product("Flat white, oat", 470, 12),
        new Product("Filter of the day", 340, 14),
        new Product("Café crème", 390, 8),
        new Product("Cinnamon bun", 360, 12),
        new Product("\"Night Shift\" beans 250 g", 1_090, 8),
        new Product("Pier 7 beans 1 kg", 3_150, 5),
        new Product("Hand grinder", 8_900, 1),
        new Product("Harbour mug", 1_450, 4));

static final List<String> STORES =
    List.of(
        "hh-speicherstadt,Speicherstadt,Hamburg,DE,2019-03-01,64",
        "hh-altona,Altona Pier,Hamburg,DE,2019-09-14,38",
        "hb-schlachte,Schlachte,Bremen,DE,2020-06-20,41",
        "ki-hoern,Hörn,Kiel,DE,2021-04-10,30",
        "b-osthafen,Osthafen,Berlin,DE,2021-10-02,72",
        "w-donaukanal,Donaukanal,Wien,AT,2022-03-19,45",
        "zh-seefeld,Seefeld,Zürich,CH,2022-09-03,28",
        "cph-nyhavn,Nyhavn,København,DK,2023-04-22,36",
        "ams-ndsm,NDSM Werf,Amsterdam,NL,2023-08-26,58",
        "got-feskekorka,Feskekôrka,Göteborg,SE,2024-05-04,33",
        "lon-wapping,Wapping,London,GB,2025-02-15,",
        "web,Online shop,,,2019-03-01,");

/** One purchase: who, and when, in seconds since 1970, of which the file has the day. */
record Purchase(int contact, long second, Product product, int quantity, String store) {}

/** Fixed by its specification, so the same in every JDK. */
final Random random = new Random(1926);

final int[] bought = new int[CONTACTS];
final LocalDate[] joined = new LocalDate[CONTACTS];
final @SuppressWarnings("unchecked") Optional<LocalDate>[] renewal = new Optional[CONTACTS];
final String[] homeStore = new String[CONTACTS];
final Country[] country = new Country[CONTACTS];

void main(String[] arguments) throws IOException {
  var folder = Path.of(arguments.length > 0 ? arguments[0] : "data");
  Files.createDirectories(folder);
  settle();
  var purchases = purchases();
  write(folder.resolve("stores.csv"), "id,name,city,country,opened_on,seats", STORES.stream());
  write(folder.resolve("purchases.csv"), "contact_id,bought,amount,product,store_id",
      purchases.stream().map(this::line));
  write(folder.resolve("contacts.csv"),
      "id,email,first_name,last_name,country,language,tz,joined,birthday,opted_in,tier,phone,renewal_date,employee,"
          + "favourite,home_store",
      IntStream.range(0, CONTACTS).mapToObj(this::contact));
}

/** Decides what purchases depend on: where people live, since when they come, and when their subscription renews. */
void settle() {
  for (int i = 0; i < CONTACTS; i++) {
    country[i] = country();
    var days = ChronoUnit.DAYS.between(LocalDate.of(2019, 3, 1), TODAY);
    joined[i] = TODAY.minusDays(1 + (long) ((1 - Math.sqrt(random.nextDouble())) * days)); // more and more of them
    renewal[i] = chance(14) ? Optional.of(TODAY.plusDays(random.nextInt(99) - 9)) : Optional.empty();
    var code = country[i].code();
    var near = STORES.stream().filter(store -> store.split(",", -1)[3].equals(code)).toList();
    homeStore[i] = chance(30) || near.isEmpty() ? "" : one(near).split(",")[0];
  }
}

/** The purchases of two years, in order of time: few people buy much, and many nothing. */
List<Purchase> purchases() {
  var purchases = new ArrayList<Purchase>(PURCHASES);
  for (int i = 0; i < CONTACTS; i++) {
    if (renewal[i].isPresent()) { // the subscription runs for 90 days; one in ten has renewed it early
      var last = renewal[i].get().minusDays(90);
      buy(purchases, i, last, SUBSCRIPTION);
      if (chance(10) && renewal[i].get().isBefore(TODAY.plusDays(20))) {
        buy(purchases, i, TODAY.minusDays(1 + random.nextInt(6)), SUBSCRIPTION);
      }
    }
  }
  while (purchases.size() < PURCHASES) {
    var u = random.nextDouble();
    var rank = (int) (u * (0.04 + 0.96 * u) * CONTACTS); // the best customers buy 25 times as much as the average …
    var contact = (int) (rank * 7_919L % CONTACTS); // … and are spread over the file
    var day = TODAY.minusDays(1 + (long) (random.nextDouble() * random.nextDouble() * 730)); // lately more than before
    if (!day.isBefore(joined[contact])) {
      buy(purchases, contact, day, product());
    }
  }
  purchases.sort(Comparator.comparingLong(Purchase::second).thenComparingInt(Purchase::contact));
  return purchases;
}

void buy(List<Purchase> purchases, int contact, LocalDate day, Product product) {
  if (day.isBefore(joined[contact])) {
    day = joined[contact];
  }
  var second = day.toEpochDay() * 86_400 + 5 * 3_600 + random.nextInt(12 * 3_600);
  var online = product == SUBSCRIPTION || homeStore[contact].isEmpty() || chance(15);
  var store = online ? "web" : chance(80) ? homeStore[contact] : one(STORES).split(",")[0];
  var quantity = product == SUBSCRIPTION || chance(75) ? 1 : 2 + random.nextInt(2);
  purchases.add(new Purchase(contact, second, product, quantity, store));
  bought[contact]++;
}

String line(Purchase purchase) {
  var cents = purchase.product().cents() * purchase.quantity();
  return String.join(",", id(purchase.contact()), LocalDate.ofEpochDay(Math.floorDiv(purchase.second(), 86_400)).toString(),
      cents / 100 + "." + cents / 10 % 10 + cents % 10, quoted(purchase.product().name()), purchase.store());
}

String contact(int i) {
  var home = country[i];
  var first = one(home.first());
  var last = one(home.last());
  var zone = random.nextInt(1_000);
  return String.join(",",
      id(i),
      chance(2) ? "" : mail(first, last, i),
      chance(1) ? "" : first,
      chance(2) ? "" : last,
      chance(1) ? "" : home.code(),
      chance(3) ? "" : home.language(),
      zone < 40 ? "" : zone < 42 ? "Europe/Berln" : zone < 43 ? "GMT+25" : one(home.zones()),
      joined[i].toString(),
      birthday(i),
      chance(8) ? "" : chance(67) ? "true" : "false",
      bought[i] >= 15 ? "gold" : bought[i] >= 7 ? "silver" : bought[i] >= 3 ? "bronze" : "",
      chance(35) ? "+49 40 " + (1_000_000 + random.nextInt(9_000_000)) : "",
      renewal[i].map(LocalDate::toString).orElse(""),
      i % 263 == 7 ? "true" : "false",
      chance(25) ? "" : quoted(product().name()),
      homeStore[i]);
}

String birthday(int i) {
  if (i % 997 == 3) {
    return "1988-02-29";
  }
  return chance(20) ? "" : LocalDate.of(1946, 1, 1).plusDays(random.nextInt(62 * 365)).toString();
}

String mail(String first, String last, int i) {
  var plain = Normalizer.normalize(first + "." + last, Normalizer.Form.NFD).toLowerCase(Locale.ROOT)
      .replace("ß", "ss").replace("ø", "oe").replace("æ", "ae").replace("ı", "i").replaceAll("[^a-z.]", "");
  return (plain.length() < 3 ? "guest" : plain) + (i + 1) + "@" + one(List.of("mail", "post", "web")) + ".example";
}

Country country() {
  var lot = random.nextInt(1_000);
  for (var country : COUNTRIES) {
    lot -= country.share();
    if (lot < 0) {
      return country;
    }
  }
  throw new IllegalStateException("the shares of the countries are less than a thousand");
}

Product product() {
  var lot = random.nextInt(100);
  for (var product : PRODUCTS) {
    lot -= product.share();
    if (lot < 0) {
      return product;
    }
  }
  throw new IllegalStateException("the shares of the products are less than a hundred");
}

boolean chance(int percent) {
  return random.nextInt(100) < percent;
}

<T> T one(List<T> options) {
  return options.get(random.nextInt(options.size()));
}

static String id(int contact) {
  return "c" + (100_001 + contact + "").substring(1);
}

static String quoted(String text) {
  return text.contains(",") || text.contains("\"") ? '"' + text.replace("\"", "\"\"") + '"' : text;
}

static List<String> words(String text) {
  return List.of(text.split(" "));
}

static void write(Path file, String header, Stream<String> lines) throws IOException {
  try (var writer = Files.newBufferedWriter(file)) {
    writer.write(header + "\n");
    for (var line : (Iterable<String>) lines::iterator) {
      writer.write(line + "\n");
    }
  }
}
