package caravan.workspace;

import caravan.workspace.YamlWriter.Token;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A channel that calls, as it stands in YAML. */
final class HttpChannelTree {

  private HttpChannelTree() {}

  static Map<String, Object> of(HttpChannel channel) {
    var tree = new LinkedHashMap<String, Object>();
    if (channel.url() != null) {
      tree.put("url", channel.url());
    }
    if (!channel.body().isEmpty()) {
      tree.put("body", Objects.requireNonNull(DefinitionTrees.typed(channel.body())));
    }
    if (channel.secret() != null) {
      tree.put("secret", secret(channel.secret()));
    }
    if (channel.authorization() != null) {
      tree.put("authorization", secret(channel.authorization()));
    }
    tree.put("timeout", new Token(channel.timeout().toSeconds() + " seconds"));
    if (channel.allowPrivate()) {
      tree.put("allow-private", Token.of(true));
    }
    tree.put("connections", Token.of(channel.connections()));
    if (channel.rate() != null) {
      tree.put("rate", new Token(channel.rate().toString()));
    }
    tree.put("attempts", Token.of(channel.attempts()));
    tree.put("unknown", new Token(channel.resendsUnknown() ? "resend" : "hold"));
    return tree;
  }

  static Map<String, Object> secret(SecretSource secret) {
    return Map.of(secret.kind().name().toLowerCase(Locale.ROOT), secret.name());
  }
}
