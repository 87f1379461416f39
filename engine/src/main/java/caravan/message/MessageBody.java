package caravan.message;

import caravan.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The body of a message, ready to be filled for a person. Thread-safe. */
sealed interface MessageBody {

  /** The columns that it reads, without the audience's name. */
  List<List<String>> uses();

  /** The body for one person, and the links by which they answer it. The subject is left out. */
  Rendered render(Map<String, ?> values, Setting setting, ReaderLinks links);

  /** Checks and compiles a body; nothing comes back if faults were found. */
  static Optional<MessageBody> compile(
      String text, MessageFormat format, Fields fields, Origin origin, Problems problems) {
    return switch (format) {
      case TEXT ->
          TextTemplate.compile(text, fields, origin.start(), Escape.NONE, problems).map(Text::new);
      case MARKDOWN -> Page.compile(text, Markup.MARKDOWN, fields, origin, problems);
      case MJML -> Page.compile(text, Markup.MJML, fields, origin, problems);
      case HTML -> Page.compile(text, Markup.HTML, fields, origin, problems);
    };
  }

  /** Text alone. */
  record Text(TextTemplate template) implements MessageBody {

    @Override
    public List<List<String>> uses() {
      return template.uses();
    }

    @Override
    public Rendered render(Map<String, ?> values, Setting setting, ReaderLinks links) {
      var text = template.render(values, setting.locale(), setting.zone());
      return new Rendered(null, null, LinkedText.text(text, links));
    }
  }

  /** A page of HTML, and the text made from it. */
  final class Page implements MessageBody {

    /** As many ways through a template's branches are kept. */
    private static final int KEPT = 256;

    private record Skeleton(LinkedPage html, Pieces text) {}

    private final CompiledTemplate template;
    private final Markup markup;
    private final Map<String, Skeleton> skeletons = new ConcurrentHashMap<>();

    private Page(CompiledTemplate template, Markup markup) {
      this.template = template;
      this.markup = markup;
    }

    private static Optional<MessageBody> compile(
        String text, Markup markup, Fields fields, Origin origin, Problems problems) {
      if (markup == Markup.MJML) {
        MjmlTags.check(text, origin, problems);
      }
      return CompiledTemplate.compile(
              text, Engine.marking(), false, fields, origin.start(), problems)
          .map(template -> new Page(template, markup))
          .filter(page -> page.works(fields, origin, problems))
          .map(page -> page);
    }

    /** Tries the body once with nothing missing and once with everything missing. */
    private boolean works(Fields fields, Origin origin, Problems problems) {
      try {
        render(Samples.full(fields), Samples.SETTING, ReaderLinks.DEAD);
        render(Samples.empty(fields), Samples.SETTING, ReaderLinks.DEAD);
        return true;
      } catch (RenderFailed e) {
        var cause = ": " + (e.getCause() == null ? e : e.getCause()).getMessage();
        problems.add("template-syntax", origin.start(), "cannot make a page of this" + cause);
        return false;
      }
    }

    @Override
    public List<List<String>> uses() {
      return template.uses();
    }

    @Override
    public Rendered render(Map<String, ?> values, Setting setting, ReaderLinks links) {
      var marked = Marked.split(template.render(values, setting));
      var skeleton = skeleton(marked.skeleton());
      return new Rendered(
          null,
          skeleton.html().html(marked.values(), links),
          LinkedText.text(skeleton.text().plain(marked.values()), links));
    }

    private Skeleton skeleton(String source) {
      var known = skeletons.get(source);
      if (known != null) {
        return known;
      }
      if (skeletons.size() >= KEPT) {
        skeletons.clear();
      }
      var made = make(source);
      skeletons.put(source, made);
      return made;
    }

    private Skeleton make(String source) {
      if (markup == Markup.MJML && MjmlTags.tooDeep(source) >= 0) {
        throw new RenderFailed("the body is nested too deeply", null);
      }
      try {
        var html = markup.toHtml(source);
        return new Skeleton(new LinkedPage(html), new Pieces(HtmlText.of(html)));
      } catch (RuntimeException e) { // mjml4j throws whatever it stumbles over
        throw new RenderFailed("the body could not be turned into a page", e);
      } catch (StackOverflowError _) { // the readers of MJML and HTML call themselves
        throw new RenderFailed("the body is nested too deeply", null);
      }
    }
  }
}
