package caravan.http;

import caravan.security.Caller;
import caravan.security.Needs;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import tools.jackson.databind.JsonNode;

/**
 * What the description of the API says that signatures do not: who may, and what errors look like.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    SpringDocUtils.getConfig().replaceWithSchema(JsonNode.class, new Schema<>());
  }

  private static final String SESSION = "session";
  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .servers(List.of(new Server().url("/")))
        .info(
            new Info()
                .title("Caravan")
                .version("1")
                .description(
                    """
                    Every error is a problem (RFC 9457) with a stable `code`. Lists come in pages: \
                    `next` of one is the `cursor` of the one after it, and is left out in the last. \
                    What has no value is left out. Names stand in paths percent-encoded. A request \
                    that changes something and has a session's cookie repeats the cookie \
                    `XSRF-TOKEN` in the header `X-XSRF-TOKEN`; one with a token need not."""));
  }

  @Bean
  OpenApiCustomizer problemsAndKeys() {
    return api -> {
      var components = api.getComponents();
      ModelConverters.getInstance(true)
          .readAll(ProblemAnswer.class)
          .forEach(components::addSchemas);
      components.addSecuritySchemes(
          SESSION,
          new SecurityScheme()
              .type(SecurityScheme.Type.APIKEY)
              .in(SecurityScheme.In.COOKIE)
              .name("caravan-session")
              .description("By `POST /api/v1/session`; `__Host-caravan-session` over https."));
      components.addSecuritySchemes(
          TOKEN,
          new SecurityScheme()
              .type(SecurityScheme.Type.HTTP)
              .scheme("bearer")
              .description("Made at `/api/v1/tokens`; begins with `caravan_`."));
    };
  }

  @Bean
  GlobalOperationCustomizer whoMay() {
    return (operation, method) -> {
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse()
                  .description("A problem")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json",
                              new MediaType()
                                  .schema(
                                      new Schema<>().$ref("#/components/schemas/" + PROBLEM)))));
      var room = method.getBeanType().getSimpleName().replace("Resource", "");
      operation.setTags(List.of(room));
      operation.setOperationId(
          room.substring(0, 1).toLowerCase(Locale.ROOT)
              + room.substring(1)
              + "."
              + method.getMethod().getName());
      var made = operation.getResponses().get("200");
      if (method.hasMethodAnnotation(PutMapping.class)
          && ResponseEntity.class.isAssignableFrom(method.getMethod().getReturnType())
          && made != null) {
        operation.getResponses().addApiResponse("201", made); // it was not there before
      }
      var needs = method.getMethodAnnotation(Needs.class);
      if (needs == null) {
        return operation.security(List.of());
      }
      var said = operation.getDescription() == null ? "" : operation.getDescription() + " ";
      operation.setDescription(said + "Needs the scope `" + needs.value().label() + "`.");
      operation.addSecurityItem(new SecurityRequirement().addList(SESSION));
      if (!needs.session()) {
        operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
      }
      return operation;
    };
  }

  private static boolean isMapOfAnything(Type type) {
    return type instanceof ParameterizedType map
        && map.getRawType() == Map.class
        && map.getActualTypeArguments()[1] == JsonNode.class;
  }

  /** Lets the texts of maps be null where they may be. */
  private static void allowMissing(Schema<?> schema, java.lang.reflect.AnnotatedType type) {
    if (!(type instanceof AnnotatedParameterizedType generic)) {
      return;
    }
    var arguments = generic.getAnnotatedActualTypeArguments();
    var last = arguments[arguments.length - 1];
    if (arguments.length == 1 && schema.getItems() != null) {
      allowMissing(schema.getItems(), last);
    } else if (last.getType() == String.class && last.isAnnotationPresent(Nullable.class)) {
      schema.setAdditionalProperties(new JsonSchema().types(Set.of("string", "null")));
    }
  }

  /** A member of a record is always there, unless it may be null. */
  @Bean
  ModelConverter requiredMembers() {
    return new ModelConverter() {
      @Override
      public @Nullable Schema<?> resolve(
          AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
          return null;
        }
        var schema = chain.next().resolve(type, context, chain);
        JavaType java = Json.mapper().constructType(type.getType());
        if (schema != null && java.getRawClass().isRecord()) {
          var name = schema.get$ref() == null ? null : schema.get$ref().replaceFirst(".*/", "");
          var defined = name == null ? schema : context.getDefinedModels().get(name);
          if (defined != null && defined.getProperties() != null) {
            Arrays.stream(java.getRawClass().getRecordComponents())
                .filter(it -> !it.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .filter(it -> defined.getProperties().containsKey(it.getName()))
                .forEach(it -> defined.addRequiredItem(it.getName()));
            for (var component : java.getRawClass().getRecordComponents()) {
              var property = (Schema<?>) defined.getProperties().get(component.getName());
              if (property != null && component.getType() == JsonNode.class) {
                defined.addProperty(component.getName(), new JsonSchema());
              }
              if (property != null && isMapOfAnything(component.getGenericType())) {
                property.setAdditionalProperties(true);
              }
              if (property != null) {
                allowMissing(property, component.getAnnotatedType());
              }
            }
          }
        }
        return schema;
      }
    };
  }
}
