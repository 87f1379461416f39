package caravan.http;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** All resources of the API and all pages. A new one is named here. */
@Configuration(proxyBeanMethods = false)
@Import({StartPage.class})
public class Resources {}
