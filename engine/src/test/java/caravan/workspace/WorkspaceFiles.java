package caravan.workspace;

import caravan.problem.Problems;
import caravan.warehouse.DuckDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Workspaces of tests: several files in one text, each after a line {@code == name}. */
final class WorkspaceFiles {

  private WorkspaceFiles() {}

  /** Every construct there is. */
  static final String EVERYTHING =
      """
      == caravan.yaml
      tables:
        contact:
          audience: true
          key: id
          data: data/contacts.csv
          columns: {joined: date, ltv: number, tier: text, extra: json, seen: timestamp}
          roles: {email: email, phone: mobile, time-zone: tz, language: lang, name: first_name, consent: optin}
          belongs-to: {account: account_id}
        purchase:
          data: data/purchases.csv
          belongs-to: {contact: contact_id}
        account: {key: account_id, data: data/accounts.csv, audience: true}
      relations:
        contact.referrer: referred_by -> contact
      channels:
        email: {smtp: "smtp://user:s3cret@mail.example:587", from: "Harbour <news@harbour.example>", connections: 4, dkim: {selector: caravan, domain: harbour.example, key: {file: dkim.pem}}, returns: {imap: "imaps://mail.example", user: bounces, password: {env: CARAVAN_SECRET_BOUNCES}, folder: INBOX/Bounces, done: Done, every: 10 minutes}}
        sms:
          url: https://gateway.example/send?a=1
          body: {to: "{{ contact.mobile }}", text: "{{ message.text }}", list: [1, 2.50, "3", true]}
          secret: {env: CARAVAN_SECRET_SMS}
          authorization: {file: token}
          timeout: 5 seconds
          rate: 10 per second
          unknown: resend
        push: {url: "http://127.0.0.1:8080", allow-private: true, attempts: 2}
        webhook: {}
      consent: {model: opt-in, tracking: always, postal-address: "Hafen 12, Hamburg"}
      time-zone: Europe/Berlin
      == data/contacts.csv
      id,email,mobile,first_name,tz,lang,optin,country,ltv,account_id,referred_by,tier,renewal
      007,ann@example.org,+49171,Ann,Europe/Paris,de,true,DE,12.5,a1,,gold,2026-03-01
      008,Bob@Example.org,,Bob,,,false,AT,3,a1,007,,
      == data/purchases.csv
      contact_id,bought,amount,product
      007,2026-01-02,12.50,tea
      == data/accounts.csv
      account_id,name,renewal
      a1,Acme,2026-05-01T10:00:00Z
      == data/pilot.csv
      email,note
      ANN@example.org,x
      nobody@example.org,y
      == segments.yaml
      segments:
        - segment: Big spenders
          audience: contact
          where: sum(purchase.amount where bought within last 90 days) > 500 and not in segment 'Employees'
        - segment: Employees
          audience: contact
          members: [007, "c17"]
          also: [c99]
          never: [c13]
        - segment: Pilot group
          audience: contact
          members-from: data/pilot.csv
        - segment: VIP
          audience: contact
          where: |
            country in ('DE', 'AT')
              and (any(ever opened where message = 'a')
                or count(sent) > 2)
        - segment: Only always
          audience: contact
          also: [c1]
      == segments/accounts.yaml
      segments:
        - segment: Accounts
          audience: account
          where: name starts with 'A'
      == journeys/renewal.yaml
      journey: Renewal reminder
      audience:
        segments: [Big spenders, VIP]
        exclude: [Employees]
      frequency: repeating
      every: 1 month
      start: 2026-12-01T09:00
      end: 2027-12-01T00:00:30
      time-zone: Europe/Lisbon
      entry-rate: 10000 per hour
      exit:
        segments: [Pilot group]
        events: [subscription-cancelled]
      goal: {segment: VIP, within: 14 days}
      steps:
        - email: a
        - wait: 3 days
        - branch:
            - if: in segment 'VIP'
              steps:
                - email: a
                  id: vip
            - if: country = 'DE'
              steps: [{sms: short}]
            - else:
                - wait: {until: renewal, offset: -1 day, at: "09:00"}
                - wait: {until: account.renewal, zone: person}
                - push: nudge
        - wait: {until: 2026-12-24T09:00}
        - wait: {at: "09:00", on: [fri, mon], zone: person}
        - wait: {at: "18:30:15"}
        - id: asked
          wait-for:
            if: any(opened where message = 'a')
            up-to: 5 days
            then: [{set: {tier: warm, ltv: 3.5, joined: null, extra: {a: [1, x]}, seen: 2026-01-01T00:00:00Z}}]
            else: [{email: a}]
        - wait-for: {event: purchase-made}
        - split:
            - share: 12.5%
              steps: [{email: b}]
            - share: 50%
        - webhook: {url: "https://crm.example/hook", body: {id: "{{ contact.id }}", n: 12, f: 1.50, t: "12", on: true, no: null, list: [a, {b: c}]}}
        - exit:
      == journeys/account.yaml
      journey: Accounts journey
      audience: {segments: [Accounts]}
      frequency: ongoing
      rejoin: true
      steps: []
      == journeys/zonce.yaml
      journey: "Once: only"
      audience: {segments: [VIP]}
      frequency: one-time
      steps:
        - exit:
      == messages/a.md
      ---
      subject: 'Hello {{contact.first_name}}'
      kind: transactional
      ---
      Hi {{ contact.first_name }} of {{ contact.account.name }}
      == messages/b.html
      ---
      subject: B
      topic: renewals
      ---
      <p>{{ contact.email }}</p>
      == messages/short.txt
      ---
      channel: sms
      ---
      Short {{ contact.first_name }}
      == messages/nudge.txt
      ---
      channel: push
      subject: Nudge
      ---
      Nudge
      == messages/unused.txt
      ---
      subject: For accounts
      ---
      {{ account.name }}
      == scenarios/one.yaml
      scenario: A joiner waits
      at: 2026-01-31T09:00:00+01:00
      rows:
        contact:
          - {id: ann, email: ann@example.org, ltv: 3, joined: 2026-01-01, optin: true, extra: {deep: [1, "1"]}, tier: "null"}
          - {id: "0", email: null}
        account: []
      steps:
        - live: Renewal reminder
        - expect: {sent: {a: [ann, ann], short: []}}
        - advance: 2 days
        - advance-to: 2026-02-28T09:00:00Z
        - change: {contact: [{id: bob, ltv: 1.25}], purchase: [{contact_id: bob, amount: 3}]}
        - remove: {contact: [eve, "007"]}
        - event: {name: purchase-made, contact: ann, properties: {amount: 12, rate: 1.50, text: "12", deep: {a: [true, null]}}}
        - event: {name: plain, account: a1}
        - interaction: {type: opened, message: a, contact: ann}
        - interaction: {type: clicked, message: a, contact: ann, journey: Renewal reminder, link: "https://x.example/?a=b"}
        - expect:
            sent: {}
            segments: {VIP: [ann, bob], Accounts: [a1]}
            at: {Renewal reminder: {"2": [ann], vip: [], asked: [], "7.1.1": []}}
            left: {Renewal reminder: {exit-segment: [cid]}}
            entered: {Renewal reminder: [ann]}
        - pause: Renewal reminder
        - resume: Renewal reminder
        - stop: Renewal reminder
      """;

  /** No data at all: columns come from the rows of scenarios. */
  static final String ROWS_ALONE =
      """
      == caravan.yaml
      tables:
        contact: {audience: true, key: id, roles: {email: email}}
        order: {belongs-to: {contact: buyer}}
      channels: {email: {outbox: out/}}
      == segments.yaml
      segments:
        - segment: Pro
          where: plan = 'pro' and any(order where amount > 3)
      == journeys/j.yaml
      journey: J
      audience: {segments: [Pro]}
      frequency: one-time
      steps: [{email: m}]
      == messages/m.txt
      ---
      subject: Hi
      ---
      {{contact.plan}}
      == scenarios/s.yaml
      scenario: S
      at: 2026-01-31T09:00:00Z
      rows:
        contact: [{id: 1, email: a@example.org, plan: pro}]
        order: [{buyer: "1", amount: 2.5}]
      steps:
        - change: {contact: [{id: 2, plan: pro, vip: true, since: 2026-01-01}]}
        - expect: {segments: {Pro: [1, 2]}}
      """;

  static Path write(Path folder, String files) {
    try {
      for (var part : files.split("(?m)^== ", -1)) {
        if (part.isBlank()) {
          continue;
        }
        var end = part.indexOf('\n');
        var file = folder.resolve(part.substring(0, end));
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, part.substring(end + 1));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<Workspace> read(Path folder, Problems problems) {
    try (var db = DuckDb.inMemory(List.of(folder), 500_000_000)) {
      return WorkspaceReader.read(folder, db, problems);
    }
  }

  /** Reads a workspace that has no faults. */
  static Workspace read(Path folder) {
    var problems = new Problems();
    var workspace = read(folder, problems);
    problems.throwIfAny();
    return workspace.orElseThrow();
  }

  /** Everything that is wrong with a workspace, a line each. */
  static List<String> faults(Path folder) {
    var problems = new Problems();
    var workspace = read(folder, problems);
    if (workspace.isPresent() != problems.isEmpty()) {
      throw new AssertionError("a workspace is there exactly if there are no problems");
    }
    return problems.list().stream().map(Object::toString).toList();
  }
}
