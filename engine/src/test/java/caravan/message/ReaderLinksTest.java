package caravan.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderLinksTest {

  /** A reader whose links tell where they lead. */
  private record Reader(boolean tracked, @org.jspecify.annotations.Nullable String postalAddress)
      implements ReaderLinks {

    @Override
    public String unsubscribe() {
      return "https://r.example/u";
    }

    @Override
    public String preferences() {
      return "https://r.example/p";
    }

    @Override
    public String confirm() {
      return "https://r.example/c";
    }

    @Override
    public String to(String target) {
      return tracked && !target.startsWith("https://r.example/")
          ? "https://r.example/?to=" + target.replace("&", "%26")
          : target;
    }

    @Override
    public Optional<String> pixel() {
      return tracked ? Optional.of("https://r.example/o") : Optional.empty();
    }

    @Override
    public Optional<String> trap() {
      return tracked ? Optional.of("https://r.example/t") : Optional.empty();
    }

    @Override
    public Optional<Footer> footer() {
      return Optional.of(new Footer(Locale.GERMAN, postalAddress));
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("List-Unsubscribe", "<" + unsubscribe() + ">");
    }
  }

  private static final Reader TRACKED = new Reader(true, null);

  private static Rendered render(String file, String body, ReaderLinks links) {
    return People.message(file, "---\nsubject: S\n---\n" + body)
        .render(
            People.tom("plan", "a b&c=1", "first_name", "javascript:alert(1)"),
            Locale.ENGLISH,
            People.BERLIN,
            links);
  }

  private static String html(String body) {
    return Objects.requireNonNull(render("m.html", body, TRACKED).html());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<a href=\"https://x.example/\">x</a> | href=\"https://r.example/?to&#61;https://x.example/\"",
        "<A HREF='https://x.example/'>x</A> | HREF='https://r.example/?to&#61;https://x.example/'",
        "<a class=b href=https://x.example/p>x</a> | href=https://r.example/?to&#61;https://x.example/p>x",
        "<a href=\"https://x.example/?a=1&amp;b=2\">x</a> | to&#61;https://x.example/?a&#61;1%26b&#61;2\"",
        "<a href=\" HTTPS://x.example \">x</a> | href=\"https://r.example/?to&#61;HTTPS://x.example\"",
        "<map><area href=\"http://x.example/a\"></map> | href=\"https://r.example/?to&#61;http://x.example/a\"",
        "<a href=\"https://x.example/{{contact.visits}}/é\">x</a> | to&#61;https://x.example/1234567/é\"",
      })
  void linksLeadByWayOfUs(String body, String expected) {
    assertThat(html(body)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=\"mailto:a@b.example\">x</a>",
        "<a href=\"tel:+49 40\">x</a>",
        "<a href=\"#top\">x</a>",
        "<a href=\"\">x</a>",
        "<a href>x</a>",
        "<a name=\"here\">x</a>",
        "<a href=\"page.html\">x</a>",
        "<a href=\"//x.example\">x</a>",
        "<a href=\"ftp://x.example\">x</a>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"https://x.example/a b\">x</a>",
        "<img src=\"https://x.example/a.png\">",
        "<link href=\"https://x.example/a.css\">",
        "<!-- <a href=\"https://x.example/\">x</a> -->",
        "<p>https://x.example/</p>",
        "<p title=\"<a href='https://x.example/'>\">x</p>",
      })
  void whatIsNoLinkOfTheWebStaysAsItIs(String body) {
    assertThat(html(body)).startsWith(body);
  }

  @Test
  void nothingElseOfThePageChanges() {
    var body = "<!DOCTYPE html><HTML><Body bgcolor=red><P>a<br/>b &nbsp; <a href='#'>c</A>";
    assertThat(html(body + "</BODY></html>\n")).startsWith(body).endsWith("</BODY></html>\n");
  }

  @Test
  void aValueThatIsAWholeAddressIsCheckedAndFollowed() {
    assertThat(html("<a href=\"{{contact.first_name}}\">x</a>")).contains("href=\"#\"");
    assertThat(render("m.html", "<a href=\"{{links.confirm}}\">x</a>", TRACKED).html())
        .contains("href=\"https://r.example/c\"");
  }

  @Test
  void valuesInsideOfAddressesAreEscapedOnce() {
    assertThat(html("<a href=\"https://x.example/?q={{contact.plan}}\">x</a>"))
        .as("a blank makes it no address that a browser would follow as it stands")
        .contains("href=\"https://x.example/?q=a b&amp;c&#61;1\"");
  }

  @Test
  void pixelAndTrapStandBeforeTheEndOfTheBody() {
    assertThat(html("<body><p>x</p></body>"))
        .contains("<a href=\"https://r.example/t\" style=\"display:none\"")
        .contains("<img src=\"https://r.example/o\"")
        .endsWith("</body>");
  }

  @Test
  void whereNothingIsNotedLinksStayPlain() {
    var page = render("m.md", "[x](https://x.example/)", new Reader(false, null)).html();
    assertThat(page).contains("href=\"https://x.example/\"").doesNotContain("<img");
  }

  @Test
  void textHasItsLinksToo() {
    var text =
        render(
                "m.txt",
                "See https://x.example/a_(b), (http://y.example/) or <https://z.example>. No: xhttps:// mailto:a@b",
                TRACKED)
            .text();
    assertThat(text)
        .contains("See https://r.example/?to=https://x.example/a_(b), ")
        .contains("(https://r.example/?to=http://y.example/) or")
        .contains("<https://r.example/?to=https://z.example>. No: xhttps:// mailto:a@b");
  }

  @Test
  void theFooterSaysWhatIsMissing() {
    var plain = render("m.md", "Hello", new Reader(false, "Hafen 1\n20457 Hamburg"));
    assertThat(plain.html())
        .contains("<a href=\"https://r.example/u\"")
        .contains(">Abmelden</a>")
        .contains("<a href=\"https://r.example/p\"")
        .contains("Hafen 1<br>20457 Hamburg");
    assertThat(plain.text())
        .endsWith(
            """

            -----
            Abmelden: https://r.example/u
            Auswählen, was Sie erhalten: https://r.example/p
            Hafen 1
            20457 Hamburg
            """);
    var own = render("m.md", "[no]({{links.unsubscribe}}) [some]({{links.preferences}})", TRACKED);
    assertThat(own.html()).doesNotContain("Abmelden").doesNotContain("Ausw");
    assertThat(own.text()).doesNotContain("Abmelden");
  }

  @Test
  void inAPreviewLinksLeadNowhere() {
    var preview =
        People.message(
                "m.md", "---\nsubject: S\n---\n[x](https://x.example/) [no]({{links.unsubscribe}})")
            .render(People.tom(), Locale.ENGLISH, People.BERLIN);
    assertThat(preview.html())
        .contains("href=\"https://x.example/\"")
        .contains("href=\"#unsubscribe\"")
        .doesNotContain("<img");
    assertThat(preview.headers()).isEmpty();
  }

  @Test
  void headersGoIntoTheMail() {
    var mail =
        new String(
            Eml.write(
                render("m.txt", "x", TRACKED),
                "a@b.example",
                "ann@c.example",
                null,
                java.time.Instant.EPOCH,
                "1@b.example"),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(mail).contains("List-Unsubscribe: <https://r.example/u>\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{links.unsubscibe}}", "{{links.unsubscribe.x}}", "{{lins.unsubscribe}}"})
  void namesAreChecked(String wrong) {
    assertThat(People.problems("m.md", "---\nsubject: S\n---\n" + wrong)).hasSize(1);
  }

  @Test
  void aSubjectHasNoLinks() {
    assertThat(People.problems("m.md", "---\nsubject: '{{links.confirm}}'\n---\nx")).hasSize(1);
  }

  @Test
  void everyLanguageSaysTheSame() {
    var english =
        java.util.ResourceBundle.getBundle("caravan.message.reader", Locale.ROOT).keySet();
    for (var language : ReaderTexts.LANGUAGES) {
      var texts = ReaderTexts.of(Locale.of(language));
      for (var key : english) {
        assertThat(texts.get(key, "X")).isNotBlank().doesNotContain("{0}");
        var own =
            language.equals("en")
                ? english
                : java.util.ResourceBundle.getBundle("caravan.message.reader", Locale.of(language))
                    .keySet();
        assertThat(own).contains(key);
      }
    }
    assertThat(ReaderTexts.of(Locale.of("xx")).language()).isEqualTo("en");
    assertThat(List.of("de", "fr", "es"))
        .allMatch(it -> ReaderTexts.of(Locale.of(it)).language().equals(it));
  }
}
