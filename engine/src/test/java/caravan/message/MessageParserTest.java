package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessageParserTest {

  @Test
  void readsTheFrontMatter() {
    var message =
        People.message(
            "messages/renewal.md",
            """
            ---
            channel: email
            subject: '{{default contact.first_name "Hello"}}, your plan renews soon'
            from: "Harbour <news@harbour.example>"
            kind: transactional
            topic: renewals
            expires: 2 days
            ---
            Hi {{ contact.account.name }}
            """);

    assertThat(message.channel()).isEqualTo(Channel.EMAIL);
    assertThat(message.kind()).isEqualTo(MessageKind.TRANSACTIONAL);
    assertThat(message.topic()).isEqualTo("renewals");
    assertThat(message.from()).isEqualTo("Harbour <news@harbour.example>");
    assertThat(message.expires()).hasToString("2 days");
    assertThat(message.format()).isEqualTo(MessageFormat.MARKDOWN);
    assertThat(message.uses())
        .containsExactlyInAnyOrder(List.of("account", "name"), List.of("first_name"));
  }

  @Test
  void defaultsAreACommercialEmail() {
    var message = People.message("m.txt", "---\nsubject: x\n---\nHi");

    assertThat(message.channel()).isEqualTo(Channel.EMAIL);
    assertThat(message.kind()).isEqualTo(MessageKind.COMMERCIAL);
    assertThat(message.topic()).isNull();
    assertThat(message.from()).isNull();
  }

  @Test
  void reportsEverythingAtOnceAtTheLinesOfTheFile() {
    assertThat(
            People.problems(
                "messages/bad.md",
                """
                ---
                chanel: email
                kind: comercial
                subject: Hi {{contact.frist_name}}
                from: nobody
                expires: -1 day
                ---
                Hi
                {{contact.nmae}} {{#if contact.pln}}
                """))
        .containsExactly(
            "messages/bad.md:2: unknown key 'chanel' (did you mean 'channel'?)",
            "messages/bad.md:3: unknown kind 'comercial' (did you mean 'commercial'?)",
            "messages/bad.md:4: 'contact.frist_name': contact has no column 'frist_name' (did you mean"
                + " 'first_name'?)",
            "messages/bad.md:5: 'from': 'nobody' is no email address: it has no '@'",
            "messages/bad.md:6: 'expires' is a time like 2 days",
            "messages/bad.md:9:3: 'contact.nmae': contact has no column 'nmae'"
                + " (there are: first_name, plan, joined, seen, ltv, score, visits, active, two words, date, account)",
            "messages/bad.md:9:18: '{{#if}}' is never closed",
            "messages/bad.md:9:24: 'contact.pln': contact has no column 'pln' (did you mean 'plan'?)");
  }

  @Test
  void refusesWhatNoDatabaseKeeps() {
    assertThat(People.problems("m.txt", "---\nsubject: x\n---\na \uD83D\uDE80\n\u0000"))
        .containsExactly(
            "m.txt:5: a text has a character that cannot be kept (NUL, or half of a character)");
    assertThat(People.problems("m.txt", "---\nsubject: x\n---\n\uD83D")).hasSize(1);
    assertThat(People.problems("m.txt", "---\nsubject: x\n---\n\uDE80 x")).hasSize(1);
    assertThat(People.problems("m.txt", "---\nsubject: x\n---\n\uD83D\uDE80")).isEmpty();
  }

  @Test
  void anEmailNeedsASubject() {
    assertThat(People.problems("m.md", "Hi")).containsExactly("m.md:1: an email needs a 'subject'");
    assertThat(People.problems("m.md", "---\nsubject:\n---\nHi"))
        .containsExactly("m.md:1: an email needs a 'subject'");
    assertThat(People.problems("m.txt", "---\nchannel: sms\n---\nHi")).isEmpty();
    assertThat(People.problems("m.txt", "---\nchannel: push\nsubject: s\n---\nHi")).isEmpty();
  }

  @Test
  void refusesWhatDoesNotFitTheChannel() {
    assertThat(People.problems("m.md", "---\nchannel: sms\n---\nHi"))
        .containsExactly("m.md:1: a message of channel sms is text alone: its file ends in .txt");
    assertThat(People.problems("m.txt", "---\nchannel: sms\nsubject: s\n---\nHi"))
        .containsExactly("m.txt:3: an sms has no subject");
    assertThat(People.problems("m.docx", "Hi"))
        .containsExactly("m.docx: a message's file ends in .md, .mjml, .html or .txt");
  }

  @Test
  void reportsBrokenFrontMatter() {
    assertThat(People.problems("m.md", "---\nsubject: x\nHi"))
        .first()
        .isEqualTo("m.md:1: the front matter is not closed: a line '---' is missing");
    assertThat(People.problems("m.md", "---\nsubject: {{contact.plan}}\n---\nHi"))
        .contains("m.md:2: 'subject' must be a text; put it in quotes if it begins with {{");
    assertThat(People.problems("m.md", "---\nsubject: a\nsubject: b\n---\nHi"))
        .anyMatch(problem -> problem.startsWith("m.md:3: "));
    assertThat(People.problems("m.md", "---\nsubject: 'a\n---\nHi"))
        .first()
        .asString()
        .contains("cannot read the front matter");
    assertThat(People.problems("m.md", "---\n- a\n---\nHi"))
        .contains("m.md:2: the front matter must be lines of 'key: value'");
  }

  @Test
  void countsLinesOfOtherSystemsAndOfBlocksInYaml() {
    assertThat(People.problems("m.txt", "\uFEFF---\r\nsubject: x\r\n---\r\n\r\n{{contact.x}}"))
        .first()
        .asString()
        .startsWith("m.txt:5:3: ");
    assertThat(People.problems("m.txt", "---\nsubject: |\n  a\n  {{contact.x}}\n---\nHi"))
        .first()
        .asString()
        .startsWith("m.txt:4: ");
  }

  @Test
  void aRuleInTheBodyIsNoFrontMatter() {
    var rendered = People.mail("m.md", "a\n\n---\n\nb");

    assertThat(rendered.html()).contains("<p>a</p>\n<hr />\n<p>b</p>");
    assertThat(rendered.text()).isEqualTo("a\n\n-----\n\nb");
  }

  @Test
  void labelsReadBack() {
    for (var channel : Channel.values()) {
      assertThat(Channel.of(channel.label())).contains(channel);
    }
    for (var kind : MessageKind.values()) {
      assertThat(MessageKind.of(kind.label())).contains(kind);
    }
    for (var format : MessageFormat.values()) {
      assertThat(MessageFormat.ofFile("a/b." + format.suffix())).contains(format);
    }
    assertThat(Channel.of("EMAIL")).isEmpty();
  }
}
