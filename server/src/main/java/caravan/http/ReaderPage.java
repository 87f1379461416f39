package caravan.http;

import caravan.message.ReaderTexts;
import caravan.reader.Choices;
import caravan.reader.LetterId;
import caravan.runtime.LiveWorkspace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The pages that readers see, in their language, in the name of who writes to them. */
@Component
class ReaderPage {

  private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");

  private final Html html;
  private final LiveWorkspace workspace;
  private final String style = file("/pages/style.css") + file("/pages/reader.css");

  ReaderPage(Html html, LiveWorkspace workspace) {
    this.html = html;
    this.workspace = workspace;
  }

  private static String file(String name) {
    try (var file = ReaderPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ResponseEntity<String> style() {
    return ResponseEntity.ok()
        .contentType(CSS)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
        .body(style);
  }

  /** What is on a page. */
  private final class Content {

    private final ReaderTexts texts;
    private final Map<String, Object> values = new HashMap<>();

    Content(ReaderTexts texts, String name, Object... about) {
      this.texts = texts;
      values.put("lang", texts.language());
      values.put("sender", sender());
      values.put("title", texts.get(name + ".title"));
      values.put("lead", texts.get(name + ".lead", about));
    }

    Content form(String token, String button, String... more) {
      values.put("action", token);
      values.put("button", texts.get(button));
      for (var i = 0; i < more.length; i += 2) {
        values.put(more[i], more[i + 1]);
      }
      return this;
    }

    Content link(String token, String words) {
      values.put("link", token);
      values.put("words", texts.get(words));
      return this;
    }

    Content with(String name, Object value) {
      values.put(name, value);
      return this;
    }

    ResponseEntity<String> answer(int status) {
      return html.reader(status, values);
    }
  }

  /** The name that letters come from; empty where there is none. */
  private String sender() {
    return workspace
        .kept()
        .workspace()
        .settings()
        .from()
        .filter(from -> from.contains("<"))
        .map(from -> from.substring(0, from.indexOf('<')).replace("\"", "").strip())
        .orElse("");
  }

  /** In the language of the letter, else in one that the reader's browser asks for. */
  private static ReaderTexts texts(String language, HttpServletRequest request) {
    if (!language.isEmpty()) {
      return ReaderTexts.of(Locale.forLanguageTag(language));
    }
    return ReaderTexts.of(
        request.getHeader("Accept-Language") == null ? Locale.ENGLISH : request.getLocale());
  }

  private static String channel(ReaderTexts texts, String channel) {
    return texts.get("channel." + channel);
  }

  ResponseEntity<String> unsubscribe(
      String token, LetterId letter, String choose, HttpServletRequest request) {
    var texts = texts(letter.language(), request);
    return new Content(texts, "unsubscribe", channel(texts, letter.channel()))
        .form(token, "unsubscribe.button", "name", "List-Unsubscribe", "value", "One-Click")
        .link(choose, "unsubscribe.choose")
        .answer(200);
  }

  ResponseEntity<String> unsubscribed(LetterId letter, String choose, HttpServletRequest request) {
    var texts = texts(letter.language(), request);
    return new Content(texts, "unsubscribed", channel(texts, letter.channel()))
        .link(choose, "unsubscribed.undo")
        .answer(200);
  }

  ResponseEntity<String> preferences(
      String token, LetterId letter, ReaderPages.Offer offer, HttpServletRequest request) {
    var texts = texts(letter.language(), request);
    var groups = new ArrayList<Map<String, Object>>();
    for (var channel : offer.channels()) {
      groups.add(group(texts, channel));
    }
    if (offer.choices().asksForTracking()) {
      var tracking = new Choices.Choice("tracking", "");
      groups.add(
          Map.of(
              "legend",
              texts.get("preferences.tracking.legend"),
              "boxes",
              List.of(
                  box(
                      tracking,
                      texts.get("preferences.tracking"),
                      offer.choices().tracked(),
                      false))));
    }
    return new Content(texts, "preferences")
        .form(token, "preferences.button")
        .with("groups", groups)
        .with("none", texts.get("preferences.none"))
        .answer(200);
  }

  private static Map<String, Object> group(ReaderTexts texts, Choices.OfChannel channel) {
    var words = channel(texts, channel.channel());
    var boxes = new ArrayList<Map<String, Object>>();
    boxes.add(
        box(
            new Choices.Choice(channel.channel(), ""),
            texts.get("preferences.everything", words),
            channel.on(),
            false));
    for (var topic : channel.topics()) {
      boxes.add(
          box(
              new Choices.Choice(channel.channel(), topic.topic()),
              topic.title(),
              topic.on(),
              true));
    }
    return Map.of("legend", StringUtils.capitalize(words), "boxes", boxes);
  }

  private static Map<String, Object> box(
      Choices.Choice choice, String label, boolean on, boolean inner) {
    return Map.of("value", choice.text(), "label", label, "on", on, "inner", inner);
  }

  ResponseEntity<String> saved(String token, LetterId letter, HttpServletRequest request) {
    return new Content(texts(letter.language(), request), "saved")
        .link(token, "confirmed.choose")
        .answer(200);
  }

  ResponseEntity<String> confirm(
      String token, LetterId letter, String topic, HttpServletRequest request) {
    var texts = texts(letter.language(), request);
    var content = new Content(texts, "confirm").form(token, "confirm.button");
    if (!topic.isEmpty()) {
      var policy = workspace.kept().workspace().settings().consent();
      content.with("lead", texts.get("confirm.lead.topic", policy.title(topic)));
    }
    return content.answer(200);
  }

  ResponseEntity<String> confirmed(LetterId letter, String choose, HttpServletRequest request) {
    return new Content(texts(letter.language(), request), "confirmed")
        .link(choose, "confirmed.choose")
        .answer(200);
  }

  ResponseEntity<String> gone(int status, HttpServletRequest request) {
    return new Content(texts("", request), "gone").answer(status);
  }

  ResponseEntity<String> busy(HttpServletRequest request) {
    return new Content(texts("", request), "busy").answer(429);
  }
}
