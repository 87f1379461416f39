package caravan.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity provider as OpenID Connect has it: discovery, authorization with PKCE, tokens signed
 * with an RSA key. It signs in whoever it is told to, at once.
 */
final class IdentityProvider implements AutoCloseable {

  static final String CLIENT = "caravan-client";
  static final String SECRET = "client-secret-of-the-test";

  private record Grant(Map<String, String> request, Map<String, Object> person) {}

  private final HttpServer http;
  private final RSAKey key = rsa();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  final List<String> faults = new ArrayList<>();
  private Map<String, Object> person = Map.of();
  private UnaryOperator<Map<String, Object>> bending = claims -> claims;
  private RSAKey signing = key;

  IdentityProvider() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/.well-known/openid-configuration", exchange -> json(exchange, 200, discovery()));
    http.createContext("/authorize", this::authorize);
    http.createContext("/token", this::token);
    http.createContext(
        "/keys", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
    http.createContext("/userinfo", exchange -> json(exchange, 200, person));
    http.start();
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Who signs in next, by their claims. */
  void signsIn(Map<String, Object> claims) {
    person = claims;
    bending = it -> it;
    signing = key;
  }

  /** Changes the claims of the next ID tokens. */
  void bends(UnaryOperator<Map<String, Object>> change) {
    bending = change;
  }

  /** Signs the next ID tokens with a key that it does not publish. */
  void signsWithAnotherKey() {
    signing = rsa();
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer", issuer().toString(),
        "authorization_endpoint", issuer() + "/authorize",
        "token_endpoint", issuer() + "/token",
        "jwks_uri", issuer() + "/keys",
        "userinfo_endpoint", issuer() + "/userinfo",
        "response_types_supported", List.of("code"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "token_endpoint_auth_methods_supported", List.of("client_secret_basic"),
        "code_challenge_methods_supported", List.of("S256"));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    var request = parameters(exchange.getRequestURI().getRawQuery());
    expect("code".equals(request.get("response_type")), "response_type");
    expect(CLIENT.equals(request.get("client_id")), "client_id");
    expect("S256".equals(request.get("code_challenge_method")), "PKCE");
    expect(request.getOrDefault("nonce", "").length() > 20, "nonce");
    expect(request.getOrDefault("state", "").length() > 20, "state");
    expect(List.of(request.getOrDefault("scope", "").split(" ")).contains("openid"), "scope");
    var code = UUID.randomUUID().toString();
    grants.put(code, new Grant(request, person));
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            request.get("redirect_uri")
                + "?code="
                + code
                + "&state="
                + java.net.URLEncoder.encode(request.get("state"), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    var request =
        parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    var basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    var grant = grants.remove(request.getOrDefault("code", ""));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      json(exchange, 401, Map.of("error", "invalid_client"));
    } else if (grant == null
        || !grant.request().getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))
        || !s256(request.getOrDefault("code_verifier", ""))
            .equals(grant.request().get("code_challenge"))) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
    } else {
      json(
          exchange,
          200,
          Map.of(
              "access_token", UUID.randomUUID().toString(),
              "token_type", "Bearer",
              "expires_in", 300,
              "scope", grant.request().get("scope"),
              "id_token", idToken(grant)));
    }
  }

  private String idToken(Grant grant) {
    var claims = new HashMap<String, Object>(grant.person());
    claims.put("iss", issuer().toString());
    claims.put("aud", CLIENT);
    claims.put("nonce", grant.request().get("nonce"));
    claims.put("iat", Instant.now());
    claims.put("exp", Instant.now().plus(Duration.ofMinutes(5)));
    var set = new JWTClaimsSet.Builder();
    bending
        .apply(claims)
        .forEach(
            (name, value) -> set.claim(name, value instanceof Instant at ? Date.from(at) : value));
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set.build());
      token.sign(new RSASSASigner(signing));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String s256(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void expect(boolean holds, String what) {
    if (!holds) {
      faults.add(what);
    }
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void json(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    var bytes = JsonMapper.shared().writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
