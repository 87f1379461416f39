package caravan.http;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What stands at the address of the server itself. */
@RestController
class StartPage {

  @GetMapping("/")
  String show() {
    return "Caravan";
  }
}
