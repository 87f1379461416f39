package caravan.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A workspace with some people, for the tests of definitions. */
final class Harbour {

  private Harbour() {}

  /** The server on it. Nobody outside can get a message; nothing is live. */
  static TestServer start(Path folder, int people) {
    return start(folder, people, Map.of());
  }

  /** The same with settings of its own. */
  static TestServer start(Path folder, int people, Map<String, String> environment) {
    try {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(
          folder.resolve("caravan.yaml"),
          """
          tables:
            contact:
              audience: true
              key: id
              data: data/contact.csv
              columns: {id: text, name: text, email: text, plan: text, spent: decimal, joined: date}
              roles: {email: email, name: name}
          channels:
            email: {smtp: "smtp://localhost:1"}
          time-zone: UTC
          """);
      var rows = new StringBuilder("id,name,email,plan,spent,joined\n");
      for (var i = 0; i < people; i++) {
        rows.append(
            "c%05d,Person %d,p%d@example.org,%s,%d.50,2026-01-%02d%n"
                .formatted(i, i, i, i % 2 == 0 ? "pro" : "free", i, 1 + i % 28));
      }
      Files.writeString(folder.resolve("data/contact.csv"), rows);
      Files.createDirectories(folder.resolve("messages"));
      Files.writeString(
          folder.resolve("messages/hello.md"),
          """
          ---
          subject: Hello {{ contact.name }}
          kind: transactional
          ---
          Hi {{ contact.name }}
          """);
      return TestServer.start(folder, environment);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A path of the API with names in it. */
  static String path(String template, String... names) {
    var path = template;
    for (var name : names) {
      var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      path = path.replaceFirst("\\{}", encoded);
    }
    return "/api/v1" + path;
  }

  static String journey(String name, String segment) {
    return """
        {"journey": "%s", "audience": {"segments": ["%s"]}, "frequency": "one-time",
         "steps": [{"email": "hello"}, {"wait": "3 days"}]}"""
        .formatted(name, segment);
  }
}
