package caravan.workspace;

import java.util.stream.Stream;

/** What is said of faults in {@code caravan.yaml} and in data. */
class TableFaultsTest extends FaultCases {

  static Stream<Case> cases() {
    return cases(
        """
        #### good
        >>>
        #### unknown keys, roles and types
        == caravan.yaml
        tabels: {}
        tables:
          contact:
            audience: yes
            key: id
            colums: {id: text}
            columns: {id: text, email: text, n: int}
            roles: {mail: email, phone: mobile, consent: email}
        sources: x
        time-zone: Europe/Berlni
        channels: {email: {smtp: "http://x:secret@y"}, sma: {}}
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:1: caravan.yaml has no 'tabels' (did you mean 'tables'? it takes tables, relations, channels, consent, sources, time-zone, seeds)
        caravan.yaml:4: true or false should stand here, found the text 'yes'
        caravan.yaml:6: a table has no 'colums' (did you mean 'columns'? it takes audience, key, data, columns, roles, belongs-to, source)
        caravan.yaml:7: there is no column type 'int' (there are: text, integer, decimal, number, boolean, date, timestamp, json)
        caravan.yaml:8: roles has no 'mail' (did you mean 'email'? it takes email, phone, time-zone, language, name, consent)
        caravan.yaml:8: only an audience has roles
        caravan.yaml:8: contact has no column 'mobile' (there are: id, email, n)
        caravan.yaml:8: role 'consent' needs a boolean column, but 'email' is text; declare it under 'columns'
        caravan.yaml:9: a mapping of sources should stand here, found the text 'x'
        caravan.yaml:10: there is no time zone 'Europe/Berlni' (did you mean 'Europe/Berlin'?)
        caravan.yaml:11: channels has no 'sma' (did you mean 'sms'? it takes email, sms, push, webhook)
        caravan.yaml:11: an address like smtp://user:password@host:587 should stand here
        #### signing
        == caravan.yaml
        tables: {contact: {audience: true, key: id, columns: {id: text}}}
        channels:
          email:
            smtp: smtp://localhost
            dkim: {selector: "a b", domain: harbour, key: "-----BEGIN PRIVATE KEY-----", bits: 1}
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:5: the signing of mails has no 'bits' (it takes selector, domain, key)
        caravan.yaml:5: a selector like caravan should stand here, found the text 'a b'
        caravan.yaml:5: a domain in ASCII like harbour.example should stand here, found the text 'harbour'
        caravan.yaml:5: a secret stands in no file of the workspace: write {env: CARAVAN_SECRET_NAME}, an environment variable, or {file: NAME}, a file in .caravan/secrets
        #### the mailbox of returned mail
        == caravan.yaml
        tables:
          c: {audience: true, key: id, columns: {id: text}}
        channels:
          email:
            smtp: smtp://localhost
            returns: {imap: "imaps://ann:s3cret@mail.example", user: "", password: s3cret, folder: A, done: A, every: often, host: x}
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:6: the mailbox of returned mail has no 'host' (it takes imap, user, password, folder, done, every)
        caravan.yaml:6: an address like imaps://mail.harbour.example should stand here
        caravan.yaml:6: the user of the mailbox is a line of 1 to 200 characters, not blank at its ends
        caravan.yaml:6: a secret stands in no file of the workspace: write {env: CARAVAN_SECRET_NAME}, an environment variable, or {file: NAME}, a file in .caravan/secrets
        caravan.yaml:6: a duration like 3 days should stand here, found the text 'often'
        caravan.yaml:6: what was taken in goes to another folder than 'A'
        #### channels that call
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, columns: {id: text, mobile: text}}
          shop: {audience: true, key: id, columns: {id: text, phone: text}}
        channels:
          sms:
            url: https://me:s3cret@gateway.example/send
            secret: s3cret
            timeout: 10 minutes
            body: {to: "{{ contact.mobil }}", all: ["{{ message.txt }}"], n: 1}
            allow-private: perhaps
            retries: 3
          push:
            url: http://gateway.example/send
            authorization: {env: PATH}
            secret: {file: ../caravan.db}
            body: {to: "{{ shop.phone }}"}
          webhook: {url: "https://crm.example", secret: {env: CARAVAN_SECRET_A, file: a}}
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:6: an address holds no user, password or '#' here; what signs in is given by 'authorization'
        caravan.yaml:7: a secret stands in no file of the workspace: write {env: CARAVAN_SECRET_NAME}, an environment variable, or {file: NAME}, a file in .caravan/secrets
        caravan.yaml:8: a time like 10 seconds, up to 600 should stand here, found the text '10 minutes'
        caravan.yaml:9:20: 'contact.mobil': contact has no column 'mobil' (did you mean 'mobile'?)
        caravan.yaml:9:49: 'message.txt': there is no value 'txt' (did you mean 'text'?)
        caravan.yaml:10: true or false should stand here, found the text 'perhaps'
        caravan.yaml:11: the channel 'sms' has no 'retries' (it takes url, body, authorization, secret, timeout, allow-private, connections, rate, attempts, unknown)
        caravan.yaml:13: with 'authorization' only https:// is called, or this machine
        caravan.yaml:14: a name like CARAVAN_SECRET_SMS should stand here
        caravan.yaml:15: the name of a file in .caravan/secrets, like sms.key should stand here
        caravan.yaml:17: the channel of webhooks has no 'url' (it takes secret, timeout, allow-private, connections, rate, attempts, unknown)
        caravan.yaml:17: a secret is given by one of both: {env: CARAVAN_SECRET_NAME}, an environment variable, or {file: NAME}, a file in .caravan/secrets
        #### relations
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, columns: {id: text, company_id: text, order: text}}
          company: {key: id, columns: {id: integer, name: text}}
          order: {columns: {amount: decimal, contact_id: text}, belongs-to: {contact: contact_id, compny: x}}
          visit: {belongs-to: {order: x, contact: contact_id}, columns: {contact_id: integer}}
          sent: {}
          Contact: {}
        relations:
          contact.company: company_id -> company
          contact.a b: company_id
          kontact.x: company_id -> company
          order: a -> b
          order.contact: contact_id -> contact
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:4: there is no table 'compny' (did you mean 'company'?)
        caravan.yaml:4: contact has a column 'order', so no relation there can be named 'order'
        caravan.yaml:5: 'order' has no key, so no row can belong to one of its rows
        caravan.yaml:5: 'contact_id' of visit holds the key of contact, which is text, but it is integer
        caravan.yaml:6: no table can be named 'sent': every audience has a relation of that name
        caravan.yaml:7: tables 'contact' and 'Contact' differ only in case
        caravan.yaml:9: 'company_id' of contact holds the key of company, which is integer, but it is text
        caravan.yaml:10: 'column -> table' should stand here, found the text 'company_id'
        caravan.yaml:11: there is no table 'kontact' (did you mean 'Contact'?)
        caravan.yaml:12: a relation is named like contact.account, found 'order'
        caravan.yaml:13: order has two relations 'contact': give one another name under 'relations'
        #### data that is not there
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, data: data/none.csv, roles: {email: email}}
          order: {data: ../x.csv, belongs-to: {contact: contact_id}}
          visit: {data: data, belongs-to: {contact: contact_id}}
        == data/some.txt
        x
        == segments.yaml
        segments:
          - {segment: Pro, where: plan = 'pro' and sum(order.amount) > 3 and }
          - {segment: Plus, where: plan = 'pro' and sum(order.amount) > 3}
        == scenarios/s.yaml
        scenario: S
        at: 2026-01-01T00:00:00Z
        rows: {contact: [{id: a, foo: b}]}
        steps: []
        >>>
        caravan.yaml:2: 'data/none.csv' does not exist
        caravan.yaml:3: '../x.csv' lies outside the workspace
        caravan.yaml:4: 'data' is a folder, not a file
        segments.yaml:2:69: found the end where a condition should stand
        #### keys in data
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, data: data/c.csv, roles: {email: mail}}
          company: {key: idd, data: data/d.csv}
          day: {key: day, data: data/e.csv}
          order: {belongs-to: {contact: contact_id}, data: data/o.csv}
        == data/c.csv
        id,email
        a,x
        ,y
        a,z
        == data/d.csv
        id
        1
        == data/e.csv
        day,Day
        2026-01-01,x
        == data/o.csv
        contact,amount
        a,3
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:2: contact has no column 'mail' (did you mean 'email'?)
        caravan.yaml:3: company has no column 'idd' (did you mean 'id'?)
        caravan.yaml:5: order has no column 'contact_id' (did you mean 'contact'?)
        caravan.yaml:5: order has a column 'contact', so no relation there can be named 'contact'
        data/c.csv:3: row 2 has no key: its 'id' is missing
        data/c.csv:4: row 3 has the key 'a' of row 1; each row needs its own 'id'
        data/e.csv:1: columns 'day' and 'Day' differ only in upper and lower case
        #### a key's type goes to the columns that hold it
        == caravan.yaml
        tables:
          order: {belongs-to: {contact: contact_id}, data: data/o.csv}
          contact: {audience: true, key: id, data: data/c.csv}
        relations: {contact.boss: boss_id -> contact}
        == data/c.csv
        id,boss_id
        a,1
        1,2
        == data/o.csv
        contact_id
        1
        == segments.yaml
        segments: []
        >>>
        #### no tables
        == caravan.yaml
        time-zone: UTC
        == segments.yaml
        segments:
          - {segment: A, where: x}
        >>>
        caravan.yaml:1: caravan.yaml needs 'tables'
        segments.yaml:2: no table is an audience, so there can be no segments
        #### reserved names
        == caravan.yaml
        tables:
          message: {audience: true, key: id, columns: {"caravan:row": text, A: text, a: text, "": text}}
          "a.b": {}
          event: null
          x: [1]
          y: {audience: true}
        == segments.yaml
        segments: []
        >>>
        caravan.yaml:2: no audience can be named 'message': it means something else in scenarios
        caravan.yaml:2: column 'caravan:row' of message: names that begin with 'caravan:' are Caravan's own
        caravan.yaml:2: columns 'A' and 'a' of message differ only in case
        caravan.yaml:2: a column of message has no name
        caravan.yaml:3: a table's name has no dot and no quote in it
        caravan.yaml:4: no table can be named 'event': every audience has a relation of that name
        caravan.yaml:4: a table should stand here, found nothing
        caravan.yaml:5: a table should stand here, found a list
        caravan.yaml:6: 'y' is an audience, so it needs a 'key'
        #### scenario cells make no columns where there is data
        == caravan.yaml
        tables:
          contact: {audience: true, key: id, data: data/c.csv}
        == data/c.csv
        id,n
        a,1
        == segments.yaml
        segments: []
        == scenarios/s.yaml
        scenario: S
        at: 2026-01-01T00:00:00Z
        rows: {contact: [{id: a, m: b, n: x}]}
        steps: []
        >>>
        scenarios/s.yaml:3: contact has no column 'm' (did you mean 'n'?)
        scenarios/s.yaml:3: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        """);
  }
}
