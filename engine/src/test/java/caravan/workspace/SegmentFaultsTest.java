package caravan.workspace;

import java.util.stream.Stream;

/** What is said of faults in segments and messages. */
class SegmentFaultsTest extends FaultCases {

  static Stream<Case> cases() {
    return cases(
        """
        #### names and audiences
        == segments.yaml
        segments:
          - {segment: A, where: n = 1}
          - {segment: B, audience: order, where: n = 1}
          - {segment: C, audience: contcat, where: n = 1}
          - {where: n = 1, audience: contact}
          - {segment: " D", where: n = 1, audience: contact}
          - {segment: E, audience: contact, where: in segment 'A'}
          - {segment: E, audience: contact, where: in segment 'Large'}
          - {segment: F, audience: contact}
        == segments/more.yaml
        segments:
          - {segment: E, audience: contact, where: n = 1}
          - {segment: Large, audience: company, where: founded is missing}
          - {segment: F2, audience: contact, where: in segment 'Large'}
        >>>
        segments.yaml:2: a segment needs 'audience' where there are several: contact, company
        segments.yaml:3: table 'order' is no audience (there are: contact, company)
        segments.yaml:4: there is no table 'contcat' (did you mean 'contact'?)
        segments.yaml:5: a segment needs 'segment'
        segments.yaml:6: a segment's name is a line of 1 to 200 characters, not blank at its ends
        segments.yaml:8: there are two segments 'E', the other at segments.yaml:7
        segments.yaml:9: a segment needs 'where', 'members' or 'members-from'
        segments/more.yaml:2: there are two segments 'E', the other at segments.yaml:7
        segments/more.yaml:4:45: segment 'Large' is of company, but this is a condition on contact
        #### where in expressions
        == segments.yaml
        segments:
          - segment: A
            audience: contact
            where: plan = 3
          - segment: B
            audience: contact
            where: "nn = 1"
          - segment: C
            audience: contact
            where: |
              n = 1
                and (plan = 'x' or
                     pla = 'y')
          - segment: D
            audience: contact
            where: >-
              n = 1 and

              pla = 'y'
          - segment: E
            audience: contact
            where: n = 1 and
              plann = 'y'
          - segment: F
            audience: contact
            where: n = 1 and or
        >>>
        segments.yaml:4:12: cannot compare plan (text) with 3 (integer): a text stands in quotes, 'like this'
        segments.yaml:7:13: contact has no column 'nn' (did you mean 'n'?)
        segments.yaml:13:14: contact has no column 'pla' (did you mean 'plan'?)
        segments.yaml:19:7: contact has no column 'pla' (did you mean 'plan'?)
        segments.yaml:23:7: contact has no column 'plann' (did you mean 'plan'?)
        segments.yaml:26:22: found 'or' where a condition should stand
        #### members
        == segments.yaml
        segments:
          - {segment: A, audience: company, members: [1, x, "2", ~, [3]]}
          - {segment: B, audience: contact, where: n = 1, members: [a]}
          - {segment: C, audience: contact, members-from: data/none.csv}
          - {segment: D, audience: contact, members-from: data/x.csv}
          - {segment: E, audience: contact, members-from: data/y.csv, members: []}
          - {segment: F, audience: company, members-from: data/z.csv}
          - {segment: G, audience: company, also: 1}
        == data/x.csv
        name,note
        a,b
        == data/y.csv
        id
        a
        == data/z.csv
        id
        a
        >>>
        data/x.csv:1: the header should name the key 'id' or the e-mail column 'email' of contact, found name, note
        data/z.csv:2: row 1, column 'id': 'a' does not fit integer; it takes a whole number of at most 64 bit like 42
        segments.yaml:2: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        segments.yaml:2: a whole number of at most 64 bit like 42 should stand here, found nothing
        segments.yaml:2: a whole number of at most 64 bit like 42 should stand here, found a list
        segments.yaml:3: a segment has either 'where' or members, and 'also' beside 'where'
        segments.yaml:4: 'data/none.csv' does not exist
        segments.yaml:8: a list of keys of company should stand here, found the text '1'
        #### circles
        == segments.yaml
        segments:
          - {segment: A, audience: contact, where: in segment 'B'}
          - {segment: B, audience: contact, where: not (n = 1 or in segment 'C')}
          - {segment: C, audience: contact, where: company.name = 'x' and in segment 'A'}
          - {segment: D, audience: contact, where: in segment 'D'}
          - {segment: E, audience: contact, where: in segment 'A'}
          - {segment: F, audience: company, where: any(contact where in segment 'G')}
          - {segment: G, audience: contact, where: count(order) > 1}
        >>>
        segments.yaml:2: segments ask about one another in a circle: A → B → C → A
        segments.yaml:5: segments ask about one another in a circle: D → D
        #### messages
        == messages/hello.md
        ---
        subject: Twice
        ---
        Twice
        == messages/bad.md
        ---
        subjet: x
        ---
        {{ contact.nme }} {{ contact.company.name }}
        == messages/company.txt
        ---
        subject: For companies
        ---
        {{ company.name }}
        >>>
        messages/bad.md:1: an email needs a 'subject'
        messages/bad.md:2: unknown key 'subjet' (did you mean 'subject'?)
        messages/bad.md:4:4: 'contact.nme': contact has no column 'nme' (there are: id, email, ok, joined, n, plan, company_id, company)
        messages/hello.txt: there are two messages 'hello', the other is messages/hello.md
        #### messages of steps
        == messages/company.txt
        ---
        subject: For companies
        ---
        {{ company.name }}
        == journeys/a.yaml
        journey: A
        audience: {segments: [Pro]}
        frequency: one-time
        steps:
          - sms: hello
          - email: helo
          - email: company
        >>>
        journeys/a.yaml:5: message 'hello' is of channel email, but the step is 'sms:'
        journeys/a.yaml:6: there is no message 'helo' (did you mean 'hello'?)
        messages/company.txt:4:4: unknown 'company.name' (did you mean 'contact.company.name'?)
        """);
  }
}
