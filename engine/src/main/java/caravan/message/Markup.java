package caravan.message;

import ch.digitalfondue.mjml4j.Mjml4j;
import java.util.regex.Pattern;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Turns a skeleton written in one of the marked-up formats into a page of HTML. */
enum Markup {
  MARKDOWN {
    @Override
    String toHtml(String source) {
      var body = RENDERER.render(PARSER.parse(source));
      return PAGE.replace("BODY", body.strip());
    }
  },
  MJML {
    @Override
    String toHtml(String source) {
      var html = Mjml4j.render(source, new Mjml4j.Configuration("und"));
      return REMOTE_STYLE.matcher(FONTS.matcher(html).replaceAll("")).replaceAll("");
    }
  },
  HTML {
    @Override
    String toHtml(String source) {
      return source;
    }
  };

  private static final Parser PARSER = Parser.builder().build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().build();

  private static final String PAGE =
      """
      <!doctype html>
      <html>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      </head>
      <body style="font-family: Arial, Helvetica, sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em; margin: 0 auto; padding: 16px">
      BODY
      </body>
      </html>
      """;

  /** The block in which mjml4j asks for the fonts that it knows the addresses of. */
  private static final Pattern FONTS =
      Pattern.compile(
          "\\s*<!--\\[if !mso\\]><!-->\\s*(?:<link href=\"[^\"]*\" rel=\"stylesheet\" type=\"text/css\">\\s*)+"
              + "<style type=\"text/css\">\\s*(?:@import url\\([^)]*\\);\\s*)+</style>\\s*<!--<!\\[endif\\]-->");

  /** What an author's own style may still ask for from elsewhere. */
  private static final Pattern REMOTE_STYLE =
      Pattern.compile(
          "<link\\b[^>]*\\bstylesheet\\b[^>]*>|@import\\b[^;}<]*;?|@font-face\\s*\\{[^}]*\\}",
          Pattern.CASE_INSENSITIVE);

  /** The page; the marks of the values stay where the source has them. */
  abstract String toHtml(String source);
}
