package caravan.reader;

import caravan.message.Channel;
import caravan.workspace.Settings;
import caravan.workspace.Workspace;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The records that other servers look for in the name service when mail comes from a domain. */
public final class SenderRecords {

  /**
   * How mail is signed.
   *
   * @param type {@code rsa} or {@code ed25519}
   * @param publicKey for others to check with; empty where the private one is not there
   */
  public record Dkim(String selector, String domain, String type, String publicKey) {

    /** Whether a domain's mail counts as signed by it: it is the same one, or within it. */
    boolean covers(String sender) {
      return sender.equals(domain) || sender.endsWith("." + domain);
    }
  }

  /**
   * A record.
   *
   * @param purpose {@code spf}, {@code dkim} or {@code dmarc}
   * @param value null where it is not known
   * @param note what to know about it
   */
  public record Entry(
      String purpose, String name, String type, @Nullable String value, String note) {}

  private SenderRecords() {}

  /** The addresses that a workspace's letters come from, by domain. */
  public static Map<String, Set<String>> senders(Workspace workspace) {
    var senders = new TreeMap<String, Set<String>>();
    workspace.settings().from().ifPresent(from -> add(from, senders));
    for (var message : workspace.messages().values()) {
      var from = message.from();
      if (message.channel() == Channel.EMAIL && from != null) {
        add(from, senders);
      }
    }
    return senders;
  }

  private static void add(String from, Map<String, Set<String>> senders) {
    var address = from.substring(from.lastIndexOf('<') + 1).replace(">", "").strip();
    var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    senders.computeIfAbsent(domain, _ -> new TreeSet<>()).add(address);
  }

  /**
   * Those of a domain.
   *
   * @param dkim the key that its mail is signed with; null for none
   */
  public static List<Entry> of(String domain, Settings.@Nullable Email email, @Nullable Dkim dkim) {
    var records = new ArrayList<Entry>();
    var host = email instanceof Settings.Smtp smtp ? URI.create(smtp.url()).getHost() : null;
    records.add(
        new Entry(
            "spf",
            domain,
            "TXT",
            host == null ? "v=spf1 mx ~all" : "v=spf1 mx a:" + host + " ~all",
            host == null
                ? "Names the servers that may send for the domain. No mail server is configured:"
                    + " this allows those that receive its mail."
                : "Names the servers that may send for the domain. If "
                    + host
                    + " hands mail on to others, take the 'include:' of who runs it instead. A domain"
                    + " has one such record: add to it what is there already."));
    records.add(dkim(domain, dkim));
    records.add(
        new Entry(
            "dmarc",
            "_dmarc." + domain,
            "TXT",
            "v=DMARC1; p=none; rua=mailto:dmarc@" + domain,
            "Says what becomes of mail that is neither. Begin with 'none', read the reports, then"
                + " tighten it to 'quarantine' and 'reject'."));
    return records;
  }

  private static Entry dkim(String domain, @Nullable Dkim dkim) {
    if (dkim == null) {
      return new Entry(
          "dkim",
          "caravan._domainkey." + domain,
          "TXT",
          null,
          "No key to sign with is configured: either your mail server signs, or nobody does.");
    }
    var name = dkim.selector() + "._domainkey." + dkim.domain();
    if (dkim.publicKey().isEmpty()) {
      return new Entry(
          "dkim", name, "TXT", null, "The key to sign with is not there, so letters wait for it.");
    }
    return new Entry(
        "dkim",
        name,
        "TXT",
        "v=DKIM1; k=" + dkim.type() + "; p=" + dkim.publicKey(),
        dkim.covers(domain)
            ? "The key that the signatures in letters are checked with. A text of more than 255"
                + " characters is published in several parts."
            : "Letters are signed by "
                + dkim.domain()
                + ", which is not "
                + domain
                + ": DMARC will not count that as a signature of the sender.");
  }
}
