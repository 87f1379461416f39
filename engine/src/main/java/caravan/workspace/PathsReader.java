package caravan.workspace;

import caravan.journey.tile.Branch;
import caravan.journey.tile.Split;
import caravan.journey.tile.WaitFor;
import caravan.journey.tile.WaitFor.Trigger;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the steps that have paths of steps inside: branch, split and wait-for. */
final class PathsReader {

  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(\\.\\d{1,4})?)\\s*%");

  private final StepsReader steps;

  PathsReader(StepsReader steps) {
    this.steps = steps;
  }

  Optional<Branch> branch(Yaml yaml, String path) {
    var paths = new ArrayList<Branch.Path>();
    var items = paths(yaml);
    for (var i = 0; i < items.size(); i++) {
      var item = items.get(i).mapping("a path with 'if' and 'steps', or 'else'");
      var prefix = path + "." + (i + 1) + ".";
      var isLast = i == items.size() - 1;
      item.flatMap(mapping -> branchPath(mapping, prefix, isLast)).ifPresent(paths::add);
    }
    return Optional.of(new Branch(paths));
  }

  private Optional<Branch.Path> branchPath(Mapping mapping, String prefix, boolean isLast) {
    if (mapping.has("else")) {
      mapping.allow("the path for all others", "else");
      if (!isLast) {
        mapping.key("else").problem("branch", "'else' takes all that are left, so it stands last");
      }
      return Optional.of(new Branch.Path(null, steps.read(mapping.get("else"), prefix)));
    }
    mapping.allow("a path of a branch", "if", "steps");
    var condition = mapping.require("a path of a branch", "if").flatMap(steps::condition);
    var inside = steps.read(mapping.get("steps"), prefix);
    return condition.map(found -> new Branch.Path(found, inside));
  }

  Optional<Split> split(Yaml yaml, String path) {
    var paths = new ArrayList<Split.Path>();
    var items = paths(yaml);
    for (var i = 0; i < items.size(); i++) {
      var prefix = path + "." + (i + 1) + ".";
      items
          .get(i)
          .mapping("a path with 'share' and 'steps'")
          .flatMap(mapping -> splitPath(mapping, prefix))
          .ifPresent(paths::add);
    }
    var sum = paths.stream().map(Split.Path::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(ALL) > 0) {
      yaml.problem(
          "split",
          "the shares are %s %% together, more than all"
              .formatted(sum.stripTrailingZeros().toPlainString()));
    }
    return Optional.of(new Split(paths));
  }

  private Optional<Split.Path> splitPath(Mapping mapping, String prefix) {
    mapping.allow("a path of a split", "share", "steps");
    var share = mapping.require("a path of a split", "share").flatMap(PathsReader::share);
    var inside = steps.read(mapping.get("steps"), prefix);
    return share.map(percent -> new Split.Path(percent, inside));
  }

  private static Optional<BigDecimal> share(Yaml yaml) {
    var what = "a share from 0% to 100%, like 12.5%,";
    var text = yaml.text(what);
    var match = SHARE.matcher(text.orElse(""));
    if (match.matches() && new BigDecimal(match.group(1)).compareTo(ALL) <= 0) {
      return Optional.of(new BigDecimal(match.group(1)));
    }
    if (text.isPresent()) {
      yaml.expected(what);
    }
    return Optional.empty();
  }

  private static List<Yaml> paths(Yaml yaml) {
    var list = yaml.list("a list of paths");
    if (list.isPresent() && list.get().isEmpty()) {
      yaml.problem("missing-key", "at least one path should stand here");
    }
    return list.orElse(List.of());
  }

  Optional<WaitFor> waitFor(Yaml yaml, String path) {
    var what = "a wait-for";
    var mapping = yaml.mapping("a mapping of 'if' or 'event', 'up-to', 'then' and 'else'");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    var all = mapping.get().allow(what, "if", "event", "up-to", "then", "else");
    var condition = all.get("if");
    var event = all.get("event");
    if (condition.isPresent() == event.isPresent()) {
      yaml.problem("wait-for", "a wait-for needs either 'if' or 'event'");
    }
    var upTo = all.get("up-to").flatMap(value -> Scalars.span(value, false));
    var then = steps.read(all.get("then"), path + ".1.");
    var otherwise = steps.read(all.get("else"), path + ".2.");
    Optional<Trigger> trigger =
        condition.isPresent()
            ? condition.flatMap(steps::condition).map(WaitFor.Until::new)
            : event
                .flatMap(value -> Scalars.name(value, "an event's name"))
                .map(WaitFor.Event::new);
    return trigger.map(found -> new WaitFor(found, upTo.orElse(null), then, otherwise));
  }
}
