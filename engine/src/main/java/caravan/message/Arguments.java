package caravan.message;

import caravan.message.HelperSpec.Use;
import caravan.problem.Place;
import caravan.problem.Problems;
import com.github.jknack.handlebars.internal.HbsParser.CharParamContext;
import com.github.jknack.handlebars.internal.HbsParser.HashContext;
import com.github.jknack.handlebars.internal.HbsParser.ParamContext;
import com.github.jknack.handlebars.internal.HbsParser.RefParamContext;
import com.github.jknack.handlebars.internal.HbsParser.SexprContext;
import com.github.jknack.handlebars.internal.HbsParser.StringParamContext;
import com.github.jknack.handlebars.internal.HbsParser.SubParamExprContext;
import org.jspecify.annotations.Nullable;

/** Checks what stands inside one pair of braces: a path, or a helper with its arguments. */
final class Arguments {

  private final Lookup lookup;
  private final Origin origin;
  private final Problems problems;
  private final Literals literals;

  Arguments(Lookup lookup, Origin origin, Problems problems) {
    this.lookup = lookup;
    this.origin = origin;
    this.problems = problems;
    this.literals = new Literals(problems);
  }

  /**
   * Checks an expression; what comes back is the scope of a block's body, if it has one of its own.
   */
  @Nullable Scope check(SexprContext expression, Use use) {
    if (expression.QID() == null) {
      return null;
    }
    var name = expression.QID().getText();
    var place = origin.of(expression.QID().getSymbol());
    var isPath = expression.param().isEmpty() && expression.hash().isEmpty();
    var spec = Helpers.find(name);
    if (spec == null && isPath && use == Use.VALUE) {
      column(name, place);
      return null;
    }
    if (spec == null) {
      unknown(name, isPath, place);
    } else {
      checkUse(spec, use, place);
      checkCount(spec, expression, place);
    }
    var scope = parameters(spec, expression);
    for (var option : expression.hash()) {
      option(spec, option);
    }
    return use == Use.BLOCK && spec != null ? bodyOf(spec, scope, place) : null;
  }

  private void unknown(String name, boolean isPath, Place place) {
    if (isPath) {
      var message = "'{{#" + name + "}}' is no helper: write {{#if " + name + "}} … {{/if}}";
      problems.addUnknown("unknown-helper", place, message, name, Helpers.names());
      lookup.resolve(name, place);
    } else {
      var message = "unknown helper '" + name + "'";
      problems.addUnknown("unknown-helper", place, message, name, Helpers.names());
    }
  }

  private void checkUse(HelperSpec spec, Use use, Place place) {
    if (spec.use() == Use.BLOCK && use == Use.VALUE) {
      problems.add(
          "wrong-helper",
          place,
          "'"
              + spec.name()
              + "' needs a body: {{#"
              + spec.name()
              + " …}} … {{/"
              + spec.name()
              + "}}");
    } else if (spec.use() == Use.VALUE && use == Use.BLOCK) {
      problems.add(
          "wrong-helper",
          place,
          "'" + spec.name() + "' gives a value and has no body: write {{" + spec.name() + " …}}");
    }
  }

  private void checkCount(HelperSpec spec, SexprContext expression, Place place) {
    var count = expression.param().size();
    if (count < spec.least() || count > spec.most()) {
      var wanted =
          spec.least() == spec.most() ? "" + spec.least() : spec.least() + " to " + spec.most();
      var unit = spec.most() == 1 ? " argument" : " arguments";
      problems.add(
          "wrong-helper", place, "'" + spec.name() + "' takes " + wanted + unit + ", not " + count);
    }
  }

  private Scope parameters(@Nullable HelperSpec spec, SexprContext expression) {
    Scope first = new Scope.Unknown();
    for (var i = 0; i < expression.param().size(); i++) {
      var param = expression.param(i);
      var place = origin.of(param.getStart());
      var wholeRow = spec != null && spec.takesRow() && i == 0;
      var scope =
          wholeRow && param instanceof RefParamContext
              ? lookup.resolve(param.getText(), place)
              : value(param);
      if (i == 0) {
        first = scope;
      }
      if (spec != null) {
        literals.check(spec, i, text(param), scope, place);
      }
    }
    if (spec != null && spec.name().equals("lookup") && expression.param().size() == 2) {
      lookUp(expression.param(0), expression.param(1));
    }
    return first;
  }

  private void lookUp(ParamContext row, ParamContext column) {
    var name = text(column);
    var place = origin.of(column.getStart());
    if (name == null) {
      problems.add("wrong-helper", place, "'lookup' needs the name of a column in quotes");
    } else {
      column(row.getText() + ".[" + name + "]", place);
    }
  }

  /** A column, or what a helper makes of columns; the scope is that of a column only. */
  private Scope value(ParamContext param) {
    switch (param) {
      case RefParamContext reference -> {
        return column(reference.getText(), origin.of(reference.getStart()));
      }
      case SubParamExprContext inner when inner.sexpr() != null -> check(inner.sexpr(), Use.VALUE);
      default -> {}
    }
    return new Scope.Unknown();
  }

  private Scope column(String path, Place place) {
    var scope = lookup.resolve(path, place);
    if (scope instanceof Scope.Row || scope instanceof Scope.Root) {
      problems.add(
          "unknown-column", place, "'" + path + "' is a whole row: name one of its columns");
    }
    return scope;
  }

  private void option(@Nullable HelperSpec spec, HashContext option) {
    var name = option.QID().getText();
    var place = origin.of(option.QID().getSymbol());
    if (spec != null && !spec.options().contains(name)) {
      var message = "'" + spec.name() + "' has no option '" + name + "'";
      problems.addUnknown("wrong-helper", place, message, name, spec.options());
    }
    if (option.param() != null) {
      var scope = value(option.param());
      if (spec != null && spec.options().contains(name)) {
        literals.check(spec, 1, text(option.param()), scope, place);
      }
    }
  }

  private @Nullable Scope bodyOf(HelperSpec spec, Scope argument, Place place) {
    return switch (spec.name()) {
      case "with" -> argument;
      case "each" -> {
        if (argument instanceof Scope.Row row) {
          yield lookup.itemOf(row);
        }
        if (!(argument instanceof Scope.Unknown)) {
          problems.add(
              "wrong-helper", place, "'each' goes through the columns of a row; this is not a row");
        }
        yield new Scope.Unknown();
      }
      default -> null;
    };
  }

  /** The text of a literal; null where a column or a helper stands. */
  private static @Nullable String text(ParamContext param) {
    return switch (param) {
      case RefParamContext _, SubParamExprContext _ -> null;
      case StringParamContext quoted -> inside(quoted.getText()).replace("\\\"", "\"");
      case CharParamContext quoted -> inside(quoted.getText()).replace("\\'", "'");
      default -> param.getText();
    };
  }

  private static String inside(String quoted) {
    return quoted.substring(1, Math.max(1, quoted.length() - 1));
  }
}
