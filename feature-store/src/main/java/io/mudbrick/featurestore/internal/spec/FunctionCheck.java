package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.FeatureFunction;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.internal.FunctionErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks feature functions against the columns that they take, and says what they put out. */
public final class FunctionCheck {

  /** What is to be done with a function's input that is no column and no output. */
  @FunctionalInterface
  public interface Unknown {
    /** The column that callers have to send, or an error. */
    SpecColumn input(FeatureFunction function, FunctionSpec.Parameter parameter, String column);
  }

  private final Catalog catalog;
  private final Set<String> excluded;
  private final Collection<String> taken;

  /**
   * @param excluded outputs that are not included
   * @param taken names that no output may have, beside those of the columns
   */
  public FunctionCheck(Catalog catalog, Set<String> excluded, Collection<String> taken) {
    this.catalog = catalog;
    this.excluded = excluded;
    this.taken = taken;
  }

  /**
   * The columns, with the functions' outputs behind.
   *
   * @param columns those that are sent and looked up
   * @throws io.mudbrick.platform.PlatformException PERMISSION_DENIED without EXECUTE, as {@link
   *     io.mudbrick.catalog.Functions#open} does, and INVALID_PARAMETER_VALUE for an unknown or
   *     unbound parameter, an input of another type, a name that is taken, and a circle
   */
  public List<SpecColumn> with(
      List<SpecColumn> columns, List<FeatureFunction> functions, Unknown unknown) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(key(column.name())));
    taken.forEach(name -> names.add(key(name)));
    Map<String, SpecColumn> all = new LinkedHashMap<>();
    columns.forEach(column -> all.put(column.name(), column));
    Map<String, ColumnFunction> opened = new HashMap<>();
    List<Computed> computed = new ArrayList<>();
    for (FeatureFunction function : functions) {
      ColumnFunction open = catalog.functions().open(function.function());
      opened.put(function.outputName(), open);
      if (!names.add(key(function.outputName()))) {
        throw FunctionErrors.outputTwice(function.outputName(), function.function());
      }
      Computed output = computed(function, open);
      computed.add(output);
      all.put(output.name(), output);
    }
    for (int i = 0; i < functions.size(); i++) {
      checkInputs(functions.get(i), opened, all, unknown);
    }
    CallOrder.of(computed);
    return List.copyOf(all.values());
  }

  private Computed computed(FeatureFunction function, ColumnFunction open) {
    List<FunctionSpec.Parameter> parameters = open.info().spec().parameters();
    Map<String, String> inputs = new LinkedHashMap<>();
    Map<String, String> bound = new LinkedHashMap<>();
    function.inputBindings().forEach((name, column) -> bound.put(key(name), column));
    for (FunctionSpec.Parameter parameter : parameters) {
      String column = bound.remove(key(parameter.name()));
      if (column == null) {
        throw FunctionErrors.unbound(open.info().fullName(), parameter.name());
      }
      inputs.put(parameter.name(), column);
    }
    for (String extra : bound.keySet()) {
      throw FunctionErrors.unknownParameter(
          open.info().fullName(),
          extra,
          parameters.stream().map(FunctionSpec.Parameter::name).toList());
    }
    ColumnType type = open.returns();
    if (type instanceof ColumnType.ArrayOf || type instanceof ColumnType.MapOf) {
      throw FunctionErrors.unservable(open.info().fullName(), type);
    }
    return new Computed(
        function.outputName(),
        type,
        !excluded.contains(function.outputName()),
        open.info().fullName(),
        inputs);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void checkInputs(
      FeatureFunction function,
      Map<String, ColumnFunction> opened,
      Map<String, SpecColumn> all,
      Unknown unknown) {
    ColumnFunction open = opened.get(function.outputName());
    if (open == null || !(all.get(function.outputName()) instanceof Computed output)) {
      return;
    }
    List<FunctionSpec.Parameter> parameters = open.info().spec().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      FunctionSpec.Parameter parameter = parameters.get(i);
      String name = String.valueOf(output.inputs().get(parameter.name()));
      SpecColumn input = all.get(name);
      if (input == null) {
        input = unknown.input(function, parameter, name);
        all.put(name, input);
      }
      ColumnType wanted = open.parameters().get(i);
      if (!fits(input.type(), wanted)) {
        throw FunctionErrors.inputType(
            open.info().fullName(), parameter.name(), wanted, name, input.type());
      }
    }
  }

  /** Whether every value of a column is one of the parameter. */
  private static boolean fits(@Nullable ColumnType given, ColumnType wanted) {
    List<ColumnType> whole =
        List.of(ColumnType.BYTE, ColumnType.SHORT, ColumnType.INT, ColumnType.LONG);
    int at = given == null ? -1 : whole.indexOf(given);
    return wanted.equals(given)
        || (at >= 0 && at <= whole.indexOf(wanted))
        || (wanted == ColumnType.DOUBLE && ((at >= 0 && at <= 2) || given == ColumnType.FLOAT));
  }
}
