package caravan.http;

import caravan.message.Consents;
import caravan.profile.Role;
import caravan.reader.Answers;
import caravan.reader.Choices;
import caravan.reader.LetterId;
import caravan.reader.Machines;
import caravan.reader.ReaderKey;
import caravan.reader.Token;
import caravan.reader.Tracker;
import caravan.runtime.Readers;
import caravan.security.Open;
import caravan.security.Throttle;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the links in letters lead. What they may do is signed in them; whoever has one is the
 * letter's reader. Nothing that merely fetches an address changes what anybody gets.
 */
@Hidden
@RestController
@RequestMapping("/r")
class ReaderPages {

  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final ReaderKey key;
  private final Tracker tracker;
  private final Answers answers;
  private final Readers readers;
  private final ReaderPage page;
  private final InstantSource clock;
  private final Throttle forged = new Throttle(Duration.ofMinutes(1));
  private final Throttle changes = new Throttle(Duration.ofMinutes(1));

  ReaderPages(
      ReaderKey key,
      Tracker tracker,
      Answers answers,
      Readers readers,
      ReaderPage page,
      InstantSource clock) {
    this.key = key;
    this.tracker = tracker;
    this.answers = answers;
    this.readers = readers;
    this.page = page;
    this.clock = clock;
  }

  @Open
  @GetMapping("/style.css")
  ResponseEntity<String> style() {
    return page.style();
  }

  @Open
  @GetMapping("/{text}")
  ResponseEntity<?> get(@PathVariable String text, HttpServletRequest request) {
    var known = key.read(text);
    if (known.isEmpty()) {
      return unknown(request);
    }
    var token = known.get();
    var letter = token.letter();
    return switch (token.kind()) {
      case CLICK -> click(letter, token.detail(), request);
      case OPEN -> picture(letter, request);
      case TRAP -> {
        tracker.trapped(letter);
        yield ResponseEntity.noContent().build();
      }
      case UNSUBSCRIBE -> page.unsubscribe(text, letter, choose(letter), request);
      case PREFERENCES -> preferences(text, letter, request);
      case CONFIRM -> page.confirm(text, letter, token.detail(), request);
      case LETTER -> unknown(request);
    };
  }

  private ResponseEntity<Void> click(LetterId letter, String target, HttpServletRequest request) {
    if (!Machines.sent(request.getMethod(), request::getHeader)) {
      tracker.clicked(letter, target, request.getRemoteAddr());
    }
    return ResponseEntity.status(HttpStatus.FOUND).header("Location", target).build();
  }

  private ResponseEntity<byte[]> picture(LetterId letter, HttpServletRequest request) {
    if (!Machines.sent(request.getMethod(), request::getHeader)) {
      tracker.opened(letter, request.getRemoteAddr());
    }
    return ResponseEntity.ok().contentType(MediaType.IMAGE_GIF).body(PIXEL);
  }

  /** The address at which the reader of a letter chooses. */
  private String choose(LetterId letter) {
    return key.sign(new Token(Token.Kind.PREFERENCES, letter, ""));
  }

  private ResponseEntity<?> preferences(String text, LetterId letter, HttpServletRequest request) {
    return offered(letter)
        .<ResponseEntity<?>>map(offer -> page.preferences(text, letter, offer, request))
        .orElseGet(() -> page.gone(404, request));
  }

  /** What somebody is offered. */
  record Offer(Choices choices, List<Choices.OfChannel> channels) {}

  /** Nothing where the person is gone. */
  private Optional<Offer> offered(LetterId letter) {
    return readers.ask(
        reading ->
            reading
                .tables()
                .schema()
                .find(letter.audience())
                .flatMap(
                    audience -> {
                      var row = new PeopleTable(reading.db(), audience).find(letter.person());
                      var column = audience.role(Role.CONSENT);
                      return row.map(
                          it ->
                              Choices.of(
                                  reading.standing(),
                                  letter.audience(),
                                  letter.person(),
                                  column.isPresent(),
                                  column
                                      .map(found -> it.values().get(found.name()))
                                      .map(Boolean.TRUE::equals)));
                    })
                .map(
                    choices ->
                        new Offer(
                            choices, choices.channels(reading.standing(), letter.channel()))));
  }

  @Open
  @PostMapping("/{text}")
  ResponseEntity<?> post(@PathVariable String text, HttpServletRequest request) throws IOException {
    var known = key.read(text);
    if (known.isEmpty()) {
      return unknown(request);
    }
    var token = known.get();
    var letter = token.letter();
    var who = letter.audience() + " " + letter.person();
    if (changes.tried(who, clock.instant()).isPresent()) {
      return page.busy(request);
    }
    return switch (token.kind()) {
      case UNSUBSCRIBE ->
          OneClick.isIn(request)
              ? unsubscribed(letter, request)
              : page.unsubscribe(text, letter, choose(letter), request);
      case PREFERENCES -> chosen(text, letter, request);
      case CONFIRM -> confirmed(letter, token.detail(), request);
      case CLICK, OPEN, TRAP, LETTER -> unknown(request);
    };
  }

  private ResponseEntity<?> unsubscribed(LetterId letter, HttpServletRequest request) {
    return answers.unsubscribe(letter, Answers.ONE_CLICK).join()
        ? page.unsubscribed(letter, choose(letter), request)
        : page.gone(404, request);
  }

  private ResponseEntity<?> chosen(String text, LetterId letter, HttpServletRequest request) {
    var offer = offered(letter);
    if (offer.isEmpty()) {
      return page.gone(404, request);
    }
    var wanted =
        request.getParameter("none") == null
            ? choices(request, "wanted")
            : Set.<Choices.Choice>of();
    var changed =
        offer.get().choices().changed(offer.get().channels(), choices(request, "offered"), wanted);
    return answers.choose(letter, changed, Answers.PREFERENCES).join()
        ? page.saved(text, letter, request)
        : page.gone(404, request);
  }

  private static Set<Choices.Choice> choices(HttpServletRequest request, String name) {
    var values = request.getParameterValues(name);
    return values == null
        ? Set.of()
        : Arrays.stream(values).map(Choices.Choice::parse).collect(Collectors.toSet());
  }

  private ResponseEntity<?> confirmed(LetterId letter, String topic, HttpServletRequest request) {
    var about = new Consents.Key(letter.audience(), letter.channel(), topic);
    return answers.choose(letter, Map.of(about, true), Answers.DOUBLE_OPT_IN).join()
        ? page.confirmed(letter, choose(letter), request)
        : page.gone(404, request);
  }

  private ResponseEntity<?> unknown(HttpServletRequest request) {
    return forged.tried(request.getRemoteAddr(), clock.instant()).isPresent()
        ? page.busy(request)
        : page.gone(404, request);
  }
}
