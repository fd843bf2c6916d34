package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;

/** Every error about feature functions that a user may see. */
public final class FunctionErrors {
  private FunctionErrors() {}

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  public static PlatformException unbound(String function, String parameter) {
    return invalid(
        "Parameter '%s' of function '%s' is bound to no column.".formatted(parameter, function));
  }

  public static PlatformException arity(String function, int wanted, int given) {
    return invalid(
        "Function '%s' takes %d arguments; %d are bound.".formatted(function, wanted, given));
  }

  public static PlatformException unknownParameter(
      String function, String parameter, Collection<String> parameters) {
    return invalid(
        "Function '%s' has no parameter '%s'; it has %s."
            .formatted(function, parameter, parameters));
  }

  public static PlatformException unknownInput(String function, String parameter, String column) {
    return invalid(
        "Parameter '%s' of function '%s' is bound to '%s', which is neither a column nor a feature."
            .formatted(parameter, function, column));
  }

  public static PlatformException inputType(
      String function, String parameter, ColumnType wanted, String column, ColumnType given) {
    return invalid(
        "Parameter '%s' of function '%s' is of type %s, but column '%s' is %s."
            .formatted(parameter, function, wanted, column, given));
  }

  public static PlatformException unservable(String function, ColumnType type) {
    return invalid(
        "Function '%s' returns %s; a feature function returns no array and no map."
            .formatted(function, type));
  }

  public static PlatformException cycle(List<String> columns) {
    return invalid(
        "Feature functions take each other's outputs in a circle: "
            + String.join(" -> ", columns)
            + ".");
  }

  public static PlatformException outputTwice(String name, String function) {
    return invalid(
        "There would be two columns '%s': rename the output of function '%s'."
            .formatted(name, function));
  }

  public static PlatformException tooMany(String what, int most, int given) {
    return invalid("At most %d %s are possible, not %d.".formatted(most, what, given));
  }

  public static PlatformException changed(Computed column, ColumnType returns) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Function '%s' now returns %s; '%s' was made with %s."
            .formatted(column.function(), returns, column.name(), column.type()));
  }
}
