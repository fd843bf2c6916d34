package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.JavaFunction;
import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.Expression;
import io.mudbrick.platform.expr.FunctionLookup;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions: expressions by the platform's language, those of Java by what was supplied since
 * the start. What was not supplied is an error, never a value that passes through.
 */
public final class FunctionEngine {
  private static final int DEEPEST_CALLS = 16;

  /** Functions that each call another one several times would else take for ever. */
  private static final int MOST_CALLS = 1000;

  private final Map<String, SqlFunction> registered = new ConcurrentHashMap<>();
  private final Map<String, SqlFunction> loaded = new HashMap<>();

  public FunctionEngine() {
    for (JavaFunction function : ServiceLoader.load(JavaFunction.class)) {
      loaded.put(function.externalName(), function);
    }
  }

  /** Supplies the implementation of a function, by the id of its securable. */
  public void supply(String functionId, SqlFunction implementation) {
    registered.put(functionId, implementation);
  }

  public void forget(String functionId) {
    registered.remove(functionId);
  }

  /** Where functions are found. */
  public interface Source {
    @Nullable Known find(String fullName);

    /** The function of an id. */
    @Nullable Known byId(String id);
  }

  /**
   * A function and its id.
   *
   * @param calls the ids of the functions that it calls, by name
   */
  public record Known(String id, FunctionSpec spec, Map<String, String> calls) {}

  /** The implementation of a Java function. */
  SqlFunction java(Known function) {
    FunctionSpec spec = function.spec();
    SqlFunction found = registered.get(function.id());
    if (found == null && spec.externalName() != null) {
      found = loaded.get(spec.externalName());
    }
    if (found == null || !"JAVA".equalsIgnoreCase(spec.language())) {
      throw CatalogErrors.functionNotSupplied(
          spec.fullName(), String.valueOf(spec.language()), spec.externalName());
    }
    requireSignature(spec, found);
    return found;
  }

  /** Refuses an implementation with other parameters or another result. */
  public static void requireSignature(FunctionSpec spec, SqlFunction implementation) {
    List<SqlType> wanted = spec.parameters().stream().map(FunctionSpec.Parameter::type).toList();
    if (!implementation.parameters().equals(wanted)
        || !implementation.returns().equals(spec.returns())) {
      throw CatalogErrors.functionDiffers(spec.fullName());
    }
  }

  /** The functions that expressions may call by their full name. */
  FunctionLookup lookup(Known caller, Source source) {
    return lookup(caller, source, 0, new AtomicInteger());
  }

  private FunctionLookup lookup(Known caller, Source source, int depth, AtomicInteger calls) {
    return name -> {
      if (name.size() != 3) {
        return null;
      }
      Known known = called(caller, source, String.join(".", name).toLowerCase(Locale.ROOT));
      return known == null ? null : callable(known, source, depth, calls);
    };
  }

  private static @Nullable Known called(Known caller, Source source, String name) {
    String id = caller.calls().get(name);
    if (id == null) {
      return source.find(name);
    }
    Known known = source.byId(id);
    if (known == null) {
      throw PolicyErrors.calledFunctionDropped(caller.spec().fullName(), name);
    }
    return known;
  }

  /** The function as something to call. */
  public SqlFunction callable(Known known, Source source) {
    return callable(known, source, 0, new AtomicInteger());
  }

  private SqlFunction callable(Known known, Source source, int depth, AtomicInteger calls) {
    if (depth > DEEPEST_CALLS || calls.incrementAndGet() > MOST_CALLS) {
      throw CatalogErrors.functionTooDeep(known.spec().fullName());
    }
    FunctionSpec spec = known.spec();
    if (spec.body() == FunctionSpec.Body.EXTERNAL) {
      return java(known);
    }
    return new BodyFunction(
        spec,
        expression(spec)
            .bind(FunctionDefinition.schema(spec), lookup(known, source, depth + 1, calls))
            .as(spec.returns()));
  }

  /** The function as an expression over its parameters. */
  public BoundExpression bound(Known known, Source source) {
    FunctionSpec spec = known.spec();
    return spec.body() == FunctionSpec.Body.SQL
        ? expression(spec)
            .bind(FunctionDefinition.schema(spec), lookup(known, source))
            .as(spec.returns())
        : Applied.call(spec, java(known));
  }

  /** The body of an SQL function; a leading RETURN, as in CREATE FUNCTION, is no part of it. */
  public static Expression expression(FunctionSpec spec) {
    String body = spec.definition() == null ? "" : spec.definition().strip();
    if (body.regionMatches(true, 0, "RETURN ", 0, 7)) {
      body = body.substring(7);
    }
    return Expression.parse(body.endsWith(";") ? body.substring(0, body.length() - 1) : body);
  }

  /** Refuses a body that is no expression over the parameters. */
  public void check(FunctionSpec spec, Source source) {
    if (spec.body() == FunctionSpec.Body.SQL) {
      callable(new Known("", spec, Map.of()), source);
    }
  }
}
