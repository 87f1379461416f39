package caravan.workspace;

import java.util.stream.Stream;

/** What is said of faults in scenarios. */
class ScenarioFaultsTest extends FaultCases {

  private static final String JOURNEY =
      """
      == journeys/a.yaml
      journey: A
      audience: {segments: [Pro]}
      frequency: one-time
      steps: [{email: hello}]
      """;

  static Stream<Case> cases() {
    return cases(
        """
        #### heads and rows
        %s
        == scenarios/a.yaml
        scenario: S
        at: 2026-01-31 09:00
        rows:
          contact:
            - {id: a, n: x, joined: yesterday}
            - {email: b}
            - {id: a}
            - a
          company:
            - {id: x}
          contct: []
        steps: []
        == scenarios/b.yaml
        scenario: S
        step: []
        >>>
        scenarios/a.yaml:2: an instant like 2026-01-31T09:00:00Z should stand here, found the text '2026-01-31 09:00'
        scenarios/a.yaml:5: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        scenarios/a.yaml:5: a date like 2026-01-31 should stand here, found the text 'yesterday'
        scenarios/a.yaml:6: a row of contact needs its key 'id'
        scenarios/a.yaml:7: there are two rows of contact with the key 'a', the other in line 5
        scenarios/a.yaml:8: a row should stand here, found the text 'a'
        scenarios/a.yaml:10: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        scenarios/a.yaml:11: there is no table 'contct' (did you mean 'contact'?)
        scenarios/b.yaml:1: there are two scenarios 'S', the other at scenarios/a.yaml:1
        scenarios/b.yaml:1: a scenario needs 'at'
        scenarios/b.yaml:1: a scenario needs 'steps'
        scenarios/b.yaml:2: a scenario has no 'step' (did you mean 'steps'? it takes scenario, at, rows, steps)
        #### steps
        %s
        == scenarios/a.yaml
        scenario: S
        at: 2026-01-31T09:00:00Z
        steps:
          - live: B
          - {pause: A, resume: A}
          - advance: yes
          - advance: 2 days
          - advance-to: 2026-02-02T08:59:59Z
          - advance-to: 2026-02-02
          - change: {contact: [{id: a, nn: 1}], orders: []}
          - remove: {company: [x], order: [1]}
          - event: {contact: a}
          - event: {name: x}
          - event: {name: x, contact: a, company: 1}
          - event: {name: x, company: a, property: 1}
          - interaction: {type: sent, message: helo, contact: a, journey: B, link: x}
          - interaction: {type: opened, message: hello, contact: a, link: x}
          - expct: {}
        >>>
        scenarios/a.yaml:4: there is no journey 'B' (did you mean 'A'?)
        scenarios/a.yaml:5: a step does one thing, found pause and resume
        scenarios/a.yaml:6: a duration like 3 days should stand here, found the text 'yes'
        scenarios/a.yaml:8: time does not go back: it is 2026-02-02T09:00:00Z here already
        scenarios/a.yaml:9: an instant like 2026-01-31T09:00:00Z should stand here, found the text '2026-02-02'
        scenarios/a.yaml:10: there is no table 'orders' (did you mean 'order'?)
        scenarios/a.yaml:11: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        scenarios/a.yaml:11: order has no key: its rows cannot be removed
        scenarios/a.yaml:12: an event needs 'name'
        scenarios/a.yaml:13: an event is of one person, given like 'contact: key'
        scenarios/a.yaml:14: an event is of one person, given like 'contact: key'
        scenarios/a.yaml:15: an event has no 'property' (it takes name, properties, contact, company)
        scenarios/a.yaml:15: a whole number of at most 64 bit like 42 should stand here, found the text 'a'
        scenarios/a.yaml:16: one of delivered, opened, clicked, bounced, unsubscribed should stand here, found the text 'sent'
        scenarios/a.yaml:16: there is no message 'helo' (did you mean 'hello'?)
        scenarios/a.yaml:16: there is no journey 'B' (did you mean 'A'?)
        scenarios/a.yaml:17: only what is clicked has a link
        scenarios/a.yaml:18: a step of a scenario has no 'expct' (did you mean 'expect'? it takes live, pause, resume, stop, advance, advance-to, change, remove, event, interaction, expect)
        #### expectations
        %s
        == scenarios/a.yaml
        scenario: S
        at: 2026-01-31T09:00:00Z
        steps:
          - expect:
              sent: {helo: [a], hello: a}
              segments: {Large: [x], Prro: []}
              at: {A: {"2": [a], "1": [a]}, B: {}}
              left: {A: {exit: [a], completed: [[a]]}}
              entered: {A: a}
              enter: {}
        >>>
        scenarios/a.yaml:5: there is no message 'helo' (did you mean 'hello'?)
        scenarios/a.yaml:5: a list of keys of contact should stand here, found the text 'a'
        scenarios/a.yaml:6: a whole number of at most 64 bit like 42 should stand here, found the text 'x'
        scenarios/a.yaml:6: there is no segment 'Prro' (did you mean 'Pro'?)
        scenarios/a.yaml:7: there is no step '2' (did you mean '1'?)
        scenarios/a.yaml:7: there is no journey 'B' (did you mean 'A'?)
        scenarios/a.yaml:8: there is no reason 'exit' (there are: completed, exit-segment, exit-event, exit-step, stopped, removed)
        scenarios/a.yaml:8: any text without a NUL character should stand here, found a list
        scenarios/a.yaml:9: a list of keys of contact should stand here, found the text 'a'
        scenarios/a.yaml:10: an expectation has no 'enter' (it takes sent, segments, at, left, entered)
        """
            .formatted(JOURNEY, JOURNEY, JOURNEY));
  }
}
