package caravan.workspace;

import java.util.stream.Stream;

/** What is said of faults in journeys. */
class JourneyFaultsTest extends FaultCases {

  static Stream<Case> cases() {
    return cases(
        """
        #### what is missing
        == journeys/a.yaml
        journey: A
        == journeys/b.yaml
        steps: []
        audience: {exclude: [Pro]}
        frequency: repeating
        == journeys/c.yaml
        journey: A
        audience: {segments: [Pro]}
        frequency: onetime
        steps: []
        == journeys/d.yml
        ignored
        >>>
        journeys/a.yaml:1: a journey needs 'audience'
        journeys/a.yaml:1: a journey needs 'frequency'
        journeys/a.yaml:1: a journey needs 'steps'
        journeys/b.yaml:1: a journey needs 'journey'
        journeys/b.yaml:1: a repeating journey needs 'every'
        journeys/b.yaml:2: an audience needs at least one segment
        journeys/c.yaml:1: there are two journeys 'A', the other at journeys/a.yaml:1
        journeys/c.yaml:3: there is no frequency 'onetime' (did you mean 'one-time'?)
        #### times and frequencies
        == journeys/a.yaml
        journey: A
        audience: {segments: [Pro]}
        frequency: one-time
        every: 1 year
        rejoin: true
        start: 2026-12-01 09:00
        end: 2026-02-30T09:00
        time-zone: Mars
        entry-rate: 10 a day
        goal: {segment: Prro, within: -1 day, x: 1}
        exit: {segment: [Pro]}
        steps: []
        == journeys/b.yaml
        journey: B
        audience: {segments: [Pro]}
        frequency: repeating
        every: 1 year
        start: 2026-12-01T09:00
        end: 2026-12-01T09:00:00
        steps: []
        >>>
        journeys/a.yaml:4: 'every' belongs to a repeating journey, this one is one-time
        journeys/a.yaml:5: 'rejoin' belongs to an ongoing journey, this one is one-time
        journeys/a.yaml:6: a wall-clock time like 2026-12-01T09:00 should stand here, found the text '2026-12-01 09:00'
        journeys/a.yaml:7: a wall-clock time like 2026-12-01T09:00 should stand here, found the text '2026-02-30T09:00'
        journeys/a.yaml:8: there is no time zone 'Mars'; one is Europe/Berlin
        journeys/a.yaml:9: a rate like 10000 per hour should stand here, found the text '10 a day'
        journeys/a.yaml:10: a goal has no 'x' (it takes segment, within)
        journeys/a.yaml:10: a duration like 3 days should stand here, found the text '-1 day'
        journeys/a.yaml:10: there is no segment 'Prro' (did you mean 'Pro'?)
        journeys/a.yaml:11: an exit has no 'segment' (did you mean 'segments'? it takes segments, events)
        journeys/b.yaml:4: 'every' is in minutes, hours, days, weeks or months; a year is 12 months
        journeys/b.yaml:6: the end 2026-12-01T09:00 is not after the start 2026-12-01T09:00
        #### mixed audiences
        == journeys/a.yaml
        journey: A
        audience: {segments: [Pro, Large], exclude: [Larg]}
        frequency: ongoing
        exit: {segments: [Large], events: [[x]]}
        goal: {segment: Large}
        steps:
          - branch:
              - if: in segment 'Large'
        >>>
        journeys/a.yaml:2: segment 'Large' is of company, but segment 'Pro' of this journey is of contact: all must be of one audience
        journeys/a.yaml:2: there is no segment 'Larg' (did you mean 'Large'?)
        journeys/a.yaml:4: segment 'Large' is of company, but segment 'Pro' of this journey is of contact: all must be of one audience
        journeys/a.yaml:4: an event's name should stand here, found a list
        journeys/a.yaml:5: segment 'Large' is of company, but segment 'Pro' of this journey is of contact: all must be of one audience
        journeys/a.yaml:8:13: segment 'Large' is of company, but this is a condition on contact
        #### steps
        == journeys/a.yaml
        journey: A
        audience: {segments: [Pro]}
        frequency: ongoing
        steps:
          - email
          - emial: hello
          - {email: hello, exit: }
          - id: x
          - email:
          - {id: "1", email: hello}
          - {id: x, exit: now}
          - {id: x, exit: }
          - set: {}
          - set: {id: 3, planet: x, n: x, joined: 2026-02-30, plan: [1]}
          - branch: []
          - branch:
              - else: []
              - if: n = 1
                else: []
              - {steps: []}
              - {if: n =, steps: [{email: non}]}
          - split:
              - {share: 50, steps: []}
              - {share: 60%}
              - {share: 40.5 %}
              - {share: 101%}
          - webhook: {url: "ftp://x", body: [1], method: GET}
          - webhook: {url: "https://x.example", body: {a: "{{ contact.nme }}", b: [{c: "{{"}]}}
          - wait-for: {if: n = 1, event: x, upto: 1 day}
          - wait-for: {up-to: 0 days, then: [x]}
        >>>
        journeys/a.yaml:5: a step like 'email: welcome' should stand here, found the text 'email'
        journeys/a.yaml:6: a step has no 'emial' (did you mean 'email'? it takes email, sms, push, wait, wait-for, branch, split, set, webhook, exit, id)
        journeys/a.yaml:7: a step does one thing, found email and exit
        journeys/a.yaml:8: a step needs one of email, sms, push, wait, wait-for, branch, split, set, webhook, exit
        journeys/a.yaml:9: this step needs 'email'
        journeys/a.yaml:11: there are two steps 'x', the other in line 8
        journeys/a.yaml:11: 'exit:' has nothing behind it
        journeys/a.yaml:12: there are two steps 'x', the other in line 8
        journeys/a.yaml:13: at least one column should stand here
        journeys/a.yaml:14: 'id' is the key of contact and cannot be set
        journeys/a.yaml:14: contact has no column 'planet' (did you mean 'plan'?)
        journeys/a.yaml:14: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        journeys/a.yaml:14: a date like 2026-01-31 should stand here, found the text '2026-02-30'
        journeys/a.yaml:14: any text without a NUL character should stand here, found a list
        journeys/a.yaml:15: at least one path should stand here
        journeys/a.yaml:17: 'else' takes all that are left, so it stands last
        journeys/a.yaml:18: the path for all others has no 'if' (it takes else)
        journeys/a.yaml:19: 'else' takes all that are left, so it stands last
        journeys/a.yaml:20: a path of a branch needs 'if'
        journeys/a.yaml:21: there is no message 'non' (there are: hello)
        journeys/a.yaml:21:17: found the end where a column or a value should stand
        journeys/a.yaml:23: a share from 0% to 100%, like 12.5%, should stand here, found the text '50'
        journeys/a.yaml:23: the shares are 100.5 % together, more than all
        journeys/a.yaml:26: a share from 0% to 100%, like 12.5%, should stand here, found the text '101%'
        journeys/a.yaml:27: a webhook has no 'method' (it takes url, body)
        journeys/a.yaml:27: an address like https://crm.example/hook should stand here, found the text 'ftp://x'
        journeys/a.yaml:27: a mapping should stand here, found a list
        journeys/a.yaml:28:55: 'contact.nme': contact has no column 'nme' (there are: id, email, ok, joined, n, plan, company_id, company)
        journeys/a.yaml:28:81: cannot read this from '{{' on
        journeys/a.yaml:29: a wait-for has no 'upto' (did you mean 'up-to'? it takes if, event, up-to, then, else)
        journeys/a.yaml:29: a wait-for needs either 'if' or 'event'
        journeys/a.yaml:30: a wait-for needs either 'if' or 'event'
        journeys/a.yaml:30: a duration like 3 days should stand here, found the text '0 days'
        journeys/a.yaml:30: a step like 'email: welcome' should stand here, found the text 'x'
        #### waits
        == journeys/a.yaml
        journey: A
        audience: {segments: [Pro]}
        frequency: ongoing
        steps:
          - wait: 3
          - wait: -3 days
          - wait: {}
          - wait: {until: joinedd}
          - wait: {until: plan, offset: 1 dya, at: 9:00, zone: mine}
          - wait: {until: company.founde}
          - wait: {until: 2026-13-24T09:00, at: "09:00"}
          - wait: {until: count(order)}
          - wait: {until: a b}
          - wait: {at: "25:00", on: [monday, tue], offset: 1 day}
          - wait: {at: "09:00", on: []}
          - wait: {until: company.founded, on: [mon]}
        >>>
        journeys/a.yaml:5: a duration like 3 days should stand here, found the text '3'
        journeys/a.yaml:6: a duration like 3 days should stand here, found the text '-3 days'
        journeys/a.yaml:7: a wait needs 'at'
        journeys/a.yaml:8:19: contact has no column 'joinedd' (did you mean 'joined'?)
        journeys/a.yaml:9: person or journey should stand here, found the text 'mine'
        journeys/a.yaml:9: a duration like 1 day or -1 day should stand here, found the text '1 dya'
        journeys/a.yaml:9: a time of day like "09:00" should stand here, found the text '9:00'
        journeys/a.yaml:9: a wait is until a date or timestamp, but 'plan' is text
        journeys/a.yaml:10:19: company has no column 'founde' (did you mean 'founded'?)
        journeys/a.yaml:11: a wait until a moment has no 'at' (it takes until, zone)
        journeys/a.yaml:11: a wall-clock time like 2026-12-01T09:00 should stand here, found the text '2026-13-24T09:00'
        journeys/a.yaml:12: a date column, or a time like 2026-12-24T09:00, should stand here, found the text 'count(order)'
        journeys/a.yaml:13: a date column, or a time like 2026-12-24T09:00, should stand here, found the text 'a b'
        journeys/a.yaml:14: a wait for a time of day has no 'offset' (it takes at, on, zone)
        journeys/a.yaml:14: a time of day like "09:00" should stand here, found the text '25:00'
        journeys/a.yaml:14: a day of the week (mon, tue, wed, thu, fri, sat, sun) should stand here, found the text 'monday'
        journeys/a.yaml:15: at least one day should stand here
        journeys/a.yaml:16: a wait until a person's date has no 'on' (it takes until, offset, at, zone)
        """);
  }
}
