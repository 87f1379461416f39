package caravan.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where segments, and the people in them, come from. */
public enum Source {
  /** Our own: contacts, and segments that are made here. */
  OUTBOUND_MARKETING("outbound-marketing", "Outbound marketing"),
  /** Dynamics 365 Customer Insights: its profiles and segments are only read. */
  CUSTOMER_INSIGHTS("customer-insights", "Customer Insights");

  private final String label;
  private final String title;

  Source(String label, String title) {
    this.label = label;
    this.title = title;
  }

  /** The word in files: {@code customer-insights}. */
  public String label() {
    return label;
  }

  /** What people are shown: {@code Customer Insights}. */
  public String title() {
    return title;
  }

  public static Optional<Source> of(String label) {
    return Arrays.stream(values()).filter(source -> source.label.equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Source::label).toList();
  }
}
