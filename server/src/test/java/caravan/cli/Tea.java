package caravan.cli;

/** A small workspace: six people with odd names and addresses, and one journey; or many. */
final class Tea {

  static final String FILES =
      """
      == caravan.yaml
      tables:
        contact:
          audience: true
          key: id
          data: data/contacts.csv
          columns: {ok: boolean, joined: date, score: integer}
          roles: {email: email, name: name, consent: ok, phone: mobile, time-zone: tz}
        purchase:
          data: data/purchases.csv
          belongs-to: {contact: contact_id}
        shop: {key: id, data: data/shops.csv}
      relations:
        contact.shop: shop_id -> shop
      channels:
        email: {outbox: out/, from: "Tea & Co <tea@example.org>"}
      time-zone: Europe/Berlin
      consent: {postal-address: "Tea & Co, Leaf Lane 1, Hamburg"}
      == data/contacts.csv
      id,email,name,mobile,tz,ok,joined,score,shop_id
      ann,ann@example.org,Ann,+491,Europe/Berlin,true,2026-01-10,5,1
      bob,bob@example.org,"Bob ""B"" Böhm",,,true,2025-06-01,,2
      "c, d",c.d@example.org,,,America/New_York,false,2026-02-03,7,
      eve,,Eve,,,true,2026-03-01,1,1
      dan,no address,Dan,,,true,2026-03-01,1,1
      gus,gus@example.org,Gus,,Nowhere/Land,true,,1,3
      == data/purchases.csv
      contact_id,bought,amount
      ann,2026-03-01,12.50
      ann,2026-03-04,3.25
      bob,2026-01-01,100
      == data/shops.csv
      id,city
      1,Kiel
      2,Rostock
      == segments.yaml
      segments:
        - segment: Buyers
          where: count(purchase) > 0
        - segment: Everyone
          where: not in segment 'Nobody'
        - segment: Nobody
          members: []
        - segment: Staff
          members: [gus]
      == journeys/tea.yaml
      journey: Tea
      audience: {segments: [Everyone], exclude: [Staff]}
      frequency: one-time
      steps:
        - email: hello
        - wait: 2 days
        - branch:
            - if: in segment 'Buyers'
              steps: [{set: {score: 10}}, {email: more}]
            - else:
                - sms: ping
        - webhook: {url: "https://x.example/h", body: {id: "{{ contact.id }}", shop: "{{ contact.shop.city }}"}}
      == messages/hello.md
      ---
      subject: 'Hello {{contact.name}} – grüß dich'
      ---
      Dear {{default contact.name "friend"}} of {{contact.shop.city}}, this line is so long that it has to be folded on its way.
      == messages/more.txt
      ---
      subject: "More"
      kind: transactional
      ---
      .
      A line of one dot stands above.
      == messages/ping.txt
      ---
      channel: sms
      kind: transactional
      ---
      Ping {{contact.name}}
      == scenarios/one.yaml
      scenario: Consent counts
      at: 2026-03-05T09:00:00Z
      rows:
        contact: [{id: ann, email: a@example.org, ok: true}, {id: bob, email: b@example.org}]
      steps:
        - live: Tea
        - expect: {sent: {hello: [ann]}}
      """;

  /**
   * Journeys of every frequency, with steps of every kind that can hold somebody, on people whom
   * time moves.
   */
  static final String MANY =
      """
      == segments.yaml
      segments:
        - segment: Buyers
          where: count(purchase) > 0
        - segment: Everyone
          where: not in segment 'Nobody'
        - segment: Nobody
          members: []
        - segment: Staff
          members: [gus]
        - segment: Fresh
          where: joined within last 40 days
        - segment: Anniversary
          where: anniversary of joined is today
        - segment: Written to
          where: count(sent) >= 4
      == journeys/birthday.yaml
      journey: Birthday
      audience: {segments: [Anniversary]}
      frequency: ongoing
      rejoin: true
      steps:
        - wait: {at: "08:00", zone: person}
        - email: more
      == journeys/weekly.yaml
      journey: Weekly
      audience: {segments: [Everyone]}
      frequency: repeating
      every: 1 week
      start: 2026-03-02T09:00
      end: 2026-05-01T00:00
      exit: {segments: [Written to]}
      steps:
        - email: hello
        - wait-for: {if: any(opened), up-to: 9 days, else: [{sms: ping}]}
        - split:
            - share: 50%
              steps: [{email: more}, {wait: 36 hours}]
            - share: 20%
              steps: [{exit: }]
        - set: {score: 3}
      == journeys/trickle.yaml
      journey: Trickle
      audience: {segments: [Fresh, Buyers], exclude: [Staff]}
      frequency: ongoing
      entry-rate: 1 per day
      goal: {segment: Written to, within: 10 days}
      steps:
        - wait: {until: joined, offset: 2 months, at: "10:00"}
        - branch:
            - if: score = 3
              steps: [{email: more}]
            - else: []
      """;

  private Tea() {}
}
