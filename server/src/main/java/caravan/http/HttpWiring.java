package caravan.http;

import caravan.reader.Answers;
import caravan.reader.Tracker;
import caravan.runtime.LiveWorkspace;
import caravan.security.Rights;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;

/** What stands around the resources. */
@Configuration(proxyBeanMethods = false)
@Import({Resources.class, ProblemAdvice.class, PublicAddress.class, ApiDescription.class})
public class HttpWiring {

  private static final int LONGEST_HEADER = 16 * 1024;

  @Bean
  FilterRegistrationBean<RequestFilter> requestFilter(
      HttpSettings settings, ProblemAdvice problems) {
    var registration = new FilterRegistrationBean<>(new RequestFilter(settings, problems));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  Answers answers(LiveWorkspace workspace) {
    return new Answers(workspace);
  }

  @Bean
  Tracker tracker(Answers answers, InstantSource clock) {
    return new Tracker(answers, clock);
  }

  @Bean
  Ingestion ingestion(LiveWorkspace workspace) {
    return new Ingestion(workspace);
  }

  @Bean
  Uploads uploads(UploadSettings settings, Ingestion ingestion, News news, InstantSource clock)
      throws IOException {
    return new Uploads(settings.folder(), ingestion, news, clock);
  }

  @Bean
  RequestRejectedHandler rejected(ProblemAdvice problems) {
    return (_, response, _) ->
        problems.write(
            ProblemAnswer.of(400, "bad-request", "the path or a header is not acceptable"),
            response);
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return json ->
        json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  @Bean
  WebMvcConfigurer rights() {
    return new WebMvcConfigurer() {
      // A link cannot say in a header that it wants a file: ?format=csv does.
      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation
            .favorParameter(true)
            .parameterName("format")
            .mediaType("csv", MediaType.parseMediaType("text/csv"));
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Rights());
      }
    };
  }

  /** The server does not start with an endpoint that nobody said who may call. */
  @Bean
  SmartInitializingSingleton everyEndpointSaysWhoMayCallIt(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> endpoints) {
    return () -> {
      var faults = Rights.faults(endpoints.getObject().getHandlerMethods().values());
      if (!faults.isEmpty()) {
        throw new IllegalStateException("these need @Needs or @Open: " + faults);
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(HttpSettings settings) {
    return tomcat -> {
      tomcat.addConnectorCustomizers(
          connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(
                EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setXpoweredBy(false);
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
              http.setMaxHttpRequestHeaderSize(LONGEST_HEADER);
              http.setConnectionTimeout((int) Pace.PATIENCE.toMillis());
              http.setKeepAliveTimeout((int) Pace.PATIENCE.toMillis());
              http.setMaxHeaderCount(100);
              http.setMaxSwallowSize(2 * 1024 * 1024);
            }
          });
      tomcat.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ProblemValve.class.getName());
            }
          });
      if (!settings.trustedProxies().isEmpty()) {
        tomcat.addEngineValves(proxies(settings));
      }
    };
  }

  private static RemoteIpValve proxies(HttpSettings settings) {
    var valve = new RemoteIpValve();
    valve.setInternalProxies(
        settings.trustedProxies().stream().map(Pattern::quote).collect(Collectors.joining("|")));
    valve.setProtocolHeader("X-Forwarded-Proto");
    return valve;
  }
}
