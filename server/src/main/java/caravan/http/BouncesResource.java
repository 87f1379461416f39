package caravan.http;

import caravan.problem.InvalidInput;
import caravan.problem.Place;
import caravan.reader.Returned;
import caravan.reader.ReturnedMail;
import caravan.reader.ReturnedMails;
import caravan.security.Needs;
import caravan.security.Scope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes in mail that came back. */
@RestController
class BouncesResource {

  private static final int LARGEST = ReturnedMail.LARGEST;

  private final ReturnedMails mails;

  BouncesResource(ReturnedMails mails) {
    this.mails = mails;
  }

  /**
   * What a mail said about a letter.
   *
   * @param kind {@code hard}, {@code soft}, {@code delayed} or {@code complaint}
   * @param detail in the other server's words
   * @param known whether it is known which letter it was
   */
  @Schema(name = "Bounce")
  record Bounce(String address, String kind, String detail, boolean known) {}

  /** All that a mail said. */
  @Schema(name = "Bounces")
  record Answer(List<Bounce> bounces) {}

  @Operation(
      summary = "Takes in a mail that says that a letter came back, or that its reader complains",
      description =
          """
          A delivery status notification (RFC 3464) or a feedback report (RFC 5965), as it was \
          received. The letter is told by a mark in its headers, where they come back with it: it \
          bounced then, for the person and the journey. The address is given up after a hard bounce, \
          after several that may pass, and after a complaint.""")
  @Needs(Scope.DATA)
  @PostMapping(path = "/api/v1/bounces", consumes = "message/rfc822")
  Answer take(HttpServletRequest request) throws IOException {
    var mail = request.getInputStream().readNBytes(LARGEST + 1);
    if (mail.length > LARGEST) {
      throw new BodyTooLarge(LARGEST);
    }
    var returned =
        ReturnedMail.read(mail)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "mail",
                        Place.of("mail"),
                        "this is neither a delivery status notification nor a complaint"));
    var known = mails.take(returned).join();
    var bounces = new ArrayList<Bounce>();
    for (var i = 0; i < known.size(); i++) {
      bounces.add(bounce(returned.about().get(i), known.get(i)));
    }
    return new Answer(bounces);
  }

  private static Bounce bounce(Returned about, boolean known) {
    return new Bounce(
        about.address(), about.kind().name().toLowerCase(Locale.ROOT), about.detail(), known);
  }
}
