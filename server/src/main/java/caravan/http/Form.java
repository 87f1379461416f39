package caravan.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A page that asks for something.
 *
 * @param action where it is sent
 * @param token of the link that led here; empty where there is none
 */
record Form(
    String title,
    String lead,
    String action,
    String token,
    List<Field> fields,
    String button,
    List<String> faults,
    String provider) {

  /** What is asked for. */
  record Field(
      String name, String label, String type, String value, String autocomplete, String hint) {

    static Field name(String value) {
      return new Field("name", "Name", "text", value, "name", "");
    }

    static Field email(String value) {
      return new Field("email", "E-mail address", "email", value, "username", "");
    }

    static Field password() {
      return new Field("password", "Password", "password", "", "current-password", "");
    }

    static Field newPassword() {
      return new Field(
          "password", "New password", "password", "", "new-password", "At least 12 characters");
    }
  }

  Form {
    fields = List.copyOf(fields);
    faults = List.copyOf(faults);
  }

  /** A page that only says something. */
  static Form notice(String title, String lead) {
    return new Form(title, lead, "", "", List.of(), "", List.of(), "");
  }

  Form withFaults(List<String> found) {
    return new Form(title, lead, action, token, fields, button, found, provider);
  }

  Map<String, Object> values() {
    var shown = new ArrayList<Map<String, Object>>();
    for (var field : fields) {
      shown.add(
          Map.of(
              "name", field.name(),
              "label", field.label(),
              "type", field.type(),
              "value", field.value(),
              "autocomplete", field.autocomplete(),
              "hint", field.hint(),
              "first", shown.isEmpty()));
    }
    var values = new HashMap<String, Object>();
    values.put("title", title);
    values.put("lead", lead);
    values.put("action", action);
    values.put("token", token);
    values.put("fields", shown);
    values.put("button", button);
    values.put("faults", faults);
    values.put("provider", provider);
    values.put("providerUrl", caravan.security.Oidc.BEGIN);
    return values;
  }
}
