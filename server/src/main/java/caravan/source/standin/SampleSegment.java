package caravan.source.standin;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A segment that there is at first, and who is in it. Some overlap; one is empty. */
record SampleSegment(
    String id, String name, @Nullable String description, Predicate<Map<String, Object>> members) {

  static final List<SampleSegment> ALL =
      List.of(
          new SampleSegment(
              "Loyalty_gold",
              "Loyalty gold",
              "At least 2,000 loyalty points",
              person -> points(person) >= 2_000),
          new SampleSegment(
              "Newsletter_readers",
              "Newsletter readers",
              "Have an e-mail address and agreed to get mail",
              person ->
                  person.containsKey("msdynci_email")
                      && Boolean.TRUE.equals(person.get("msdynci_emailconsent"))),
          new SampleSegment(
              "Customers_in_Germany",
              "Customers in Germany",
              "Live in Germany, as far as we know",
              person -> "Germany".equals(person.get("msdynci_countryorregion"))),
          new SampleSegment(
              "Summer_birthdays",
              "Summer birthdays",
              null,
              person -> String.valueOf(person.get("msdynci_birthdate")).matches("....-0[678]-..")),
          new SampleSegment(
              "High_lifetime_value",
              "High lifetime value",
              "Spent more than 1,200 with us",
              person ->
                  person.get("msdynci_lifetimevalue") instanceof BigDecimal value
                      && value.compareTo(BigDecimal.valueOf(1_200)) > 0),
          new SampleSegment(
              "At_risk_of_churn",
              "At risk of churn",
              "Churn model: a score above 0.7",
              person -> person.get("msdynci_churnscore") instanceof Double score && score > 0.7),
          new SampleSegment("Spring_campaign", "Spring campaign", null, _ -> false));

  private static int points(Map<String, Object> person) {
    return person.get("msdynci_loyaltypoints") instanceof Integer points ? points : 0;
  }
}
