package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.PolicyErrors;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.SqlColumns;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes what hides a table from a caller out of the masks and filters that are stored. */
public final class Policies {
  /** No column has this name. */
  private static final String ROWS = "";

  private final FunctionEngine engine;
  private final IdentityStore identities;
  private final Clock clock;

  public Policies(FunctionEngine engine, IdentityStore identities, Clock clock) {
    this.engine = engine;
    this.identities = identities;
    this.clock = clock;
  }

  /** The world as the functions see it when the caller reads. */
  public EvaluationContext context(Caller caller) {
    Set<String> ids = identities.memberships(caller.metastoreId(), caller.principal());
    return new EvaluationContext(
        clock.instant(),
        caller.principal().name(),
        name ->
            identities
                .principal(caller.metastoreId(), name)
                .filter(p -> p.kind() == Principal.Kind.GROUP)
                .map(p -> ids.contains(p.id()))
                .orElse(false));
  }

  /**
   * @throws io.mudbrick.platform.PlatformException when a function is gone, was not supplied or
   *     does not fit: then nothing can be read
   */
  public RowPolicy of(
      List<Hiding> hidings, FunctionEngine.Source functions, Schema schema, Caller caller) {
    if (hidings.isEmpty()) {
      return RowPolicy.NONE;
    }
    Map<String, Hiding> byColumn = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Hiding hiding : hidings) {
      String column = hiding.column();
      if (column == null || schema.contains(column)) {
        Hiding other = byColumn.putIfAbsent(column == null ? ROWS : column, hiding);
        if (other != null && !other.same(hiding)) {
          throw PolicyErrors.severalPolicies(
              column == null ? "the rows of this table" : "column '" + column + "'");
        }
      }
    }
    EvaluationContext context = context(caller);
    Map<String, Applied> masks = new HashMap<>();
    Applied filter = null;
    for (Hiding hiding : byColumn.values()) {
      Applied applied = applied(hiding, functions, schema, context);
      if (hiding.column() == null) {
        filter = applied.isAlwaysTrue() ? null : applied;
      } else if (!applied.isIdentity()) {
        masks.put(schema.column(hiding.column()).name(), applied);
      }
    }
    return new RowPolicy(masks, filter);
  }

  /** Refuses a mask or filter whose function does not fit the table. */
  public void check(Hiding hiding, FunctionEngine.Source functions, Schema schema, Caller caller) {
    applied(hiding, functions, schema, context(caller));
  }

  private Applied applied(
      Hiding hiding, FunctionEngine.Source functions, Schema schema, EvaluationContext context) {
    FunctionEngine.Known function = functions.byId(hiding.functionId());
    if (function == null) {
      throw PolicyErrors.functionDropped(hiding.functionName());
    }
    List<Hiding.Argument> arguments = new ArrayList<>();
    SqlType result = SqlType.BOOLEAN;
    if (hiding.column() != null) {
      arguments.add(new Hiding.Argument(hiding.column(), null));
      result = SqlColumns.type(schema.column(hiding.column()).type());
    }
    arguments.addAll(hiding.arguments());
    return Applied.of(engine, functions, function, schema, arguments, result, context);
  }
}
