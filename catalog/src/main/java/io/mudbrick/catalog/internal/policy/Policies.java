package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.SqlColumns;
import io.mudbrick.catalog.internal.jdbc.PolicyStore.Stored;
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
import org.jspecify.annotations.Nullable;

/** Makes what hides a table from a caller out of the masks and filters that are stored. */
public final class Policies {
  private final FunctionEngine engine;
  private final IdentityStore identities;
  private final Clock clock;

  public Policies(FunctionEngine engine, IdentityStore identities, Clock clock) {
    this.engine = engine;
    this.identities = identities;
    this.clock = clock;
  }

  /** Where the functions of a metastore are found. */
  public interface FunctionSource extends FunctionEngine.Source {
    /** The function of an id. */
    FunctionEngine.@Nullable Known byId(String id);
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
  public RowPolicy of(List<Stored> stored, FunctionSource functions, Schema schema, Caller caller) {
    if (stored.isEmpty()) {
      return RowPolicy.NONE;
    }
    EvaluationContext context = context(caller);
    Map<String, Applied> masks = new HashMap<>();
    Applied filter = null;
    for (Stored policy : stored) {
      if (policy.isRowFilter()) {
        Applied applied = applied(policy, functions, schema, context);
        filter = applied.isAlwaysTrue() ? null : applied;
      } else if (schema.contains(policy.column())) {
        Applied applied = applied(policy, functions, schema, context);
        if (!applied.isIdentity()) {
          masks.put(schema.column(policy.column()).name(), applied);
        }
      }
    }
    return new RowPolicy(masks, filter);
  }

  /** Refuses a policy whose function does not fit the table. */
  public void check(Stored policy, FunctionSource functions, Schema schema, Caller caller) {
    applied(policy, functions, schema, context(caller));
  }

  private Applied applied(
      Stored policy, FunctionSource functions, Schema schema, EvaluationContext context) {
    FunctionEngine.Known function = functions.byId(policy.functionId());
    if (function == null) {
      throw CatalogErrors.policyFunctionMissing(policy.functionId());
    }
    List<String> arguments = new ArrayList<>();
    SqlType result = SqlType.BOOLEAN;
    if (!policy.isRowFilter()) {
      arguments.add(schema.column(policy.column()).name());
      result = SqlColumns.type(schema.column(policy.column()).type());
    }
    policy.arguments().forEach(name -> arguments.add(schema.column(name).name()));
    return Applied.of(engine, functions, function, schema, arguments, result, context);
  }
}
