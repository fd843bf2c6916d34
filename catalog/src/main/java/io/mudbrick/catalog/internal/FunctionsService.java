package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Functions;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.catalog.internal.policy.BoundFunction;
import io.mudbrick.catalog.internal.policy.FunctionDefinition;
import io.mudbrick.catalog.internal.policy.FunctionEngine;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.sql.Tx;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions, as one caller sees and runs them. */
record FunctionsService(
    Rooms rooms, FunctionRoom functions, SecurablesService securables, Caller caller)
    implements Functions {

  @Override
  public FunctionInfo create(FunctionSpec spec) {
    SecurableRef ref = SecurableRef.function(spec.fullName());
    check(spec);
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable = securables.create(ref, spec.comment());
              String definition = FunctionDefinition.of(spec, requireRunnable(tx, spec)).json();
              functions.store().insert(tx, securable.id(), definition);
              return info(securable, definition);
            });
  }

  private static void check(FunctionSpec spec) {
    Set<String> names = new HashSet<>();
    for (FunctionSpec.Parameter parameter : spec.parameters()) {
      if (parameter.name().isBlank() || !names.add(parameter.name().toLowerCase(Locale.ROOT))) {
        throw CatalogErrors.badParameters(spec.fullName());
      }
    }
    boolean empty = spec.definition() == null || spec.definition().isBlank();
    if (spec.body() == FunctionSpec.Body.SQL && empty) {
      throw CatalogErrors.sqlWithoutBody(spec.fullName());
    }
  }

  /** The body fits, and its maker may run what it calls: the ids of that, by name. */
  private Map<String, String> requireRunnable(Tx tx, FunctionSpec spec) {
    Map<String, String> calls = new TreeMap<>();
    if (spec.body() == FunctionSpec.Body.SQL) {
      for (List<String> parts : FunctionEngine.expression(spec).functions()) {
        if (parts.size() == 3) {
          String name = String.join(".", parts).toLowerCase(Locale.ROOT);
          calls.put(name, requireExecute(SecurableRef.function(name)).leaf().id());
        }
      }
      functions.engine().check(spec, finder(tx));
    }
    return calls;
  }

  private Path requireExecute(SecurableRef ref) {
    Path path = rooms.access().existing(caller, ref);
    rooms.access().require(caller, path, Privilege.EXECUTE);
    return path;
  }

  private FunctionFinder finder(Tx tx) {
    return new FunctionFinder(rooms, functions.store(), caller, tx);
  }

  private static FunctionInfo info(Securable securable, String definition) {
    return new FunctionInfo(
        securable,
        FunctionDefinition.read(definition).spec(securable.fullName(), securable.comment()));
  }

  private String stored(Tx tx, Securable securable) {
    return functions
        .store()
        .byId(tx, securable.id())
        .orElseThrow(() -> CatalogErrors.missing(securable.ref()));
  }

  @Override
  public FunctionInfo get(String fullName) {
    return rooms
        .database()
        .read(
            tx -> {
              Securable securable = securables.get(SecurableRef.function(fullName));
              return info(securable, stored(tx, securable));
            });
  }

  @Override
  public List<FunctionInfo> list(String schema) {
    SecurableRef ref = SecurableRef.schema(schema);
    List<Securable> visible = securables.list(ref, SecurableType.FUNCTION);
    return rooms
        .database()
        .read(
            tx -> {
              Path path = rooms.access().existing(caller, ref);
              Map<String, String> stored = functions.store().ofSchema(tx, path.leaf().id());
              return visible.stream()
                  .flatMap(f -> Stream.ofNullable(stored.get(f.id())).map(d -> info(f, d)))
                  .toList();
            });
  }

  @Override
  public FunctionInfo update(String fullName, SecurableUpdate update) {
    return rooms
        .database()
        .write(
            tx -> {
              Securable securable = securables.update(SecurableRef.function(fullName), update);
              return info(securable, stored(tx, securable));
            });
  }

  @Override
  public void delete(String fullName) {
    delete(fullName, false);
  }

  @Override
  public void delete(String fullName, boolean force) {
    securables.delete(SecurableRef.function(fullName), force);
  }

  @Override
  public FunctionInfo register(String fullName, SqlFunction implementation) {
    SecurableRef ref = SecurableRef.function(fullName);
    FunctionInfo info =
        rooms
            .database()
            .write(
                tx ->
                    rooms.access().path(caller, ref).complete()
                        ? managed(ref)
                        : create(spec(ref, implementation)));
    if (!"JAVA".equalsIgnoreCase(info.spec().language())) {
      throw CatalogErrors.notAJavaFunction(info.fullName());
    }
    FunctionEngine.requireSignature(info.spec(), implementation);
    functions.engine().supply(info.id(), implementation);
    return info;
  }

  private FunctionInfo managed(SecurableRef ref) {
    rooms.access().requireManage(caller, rooms.access().existing(caller, ref));
    return get(ref.fullName());
  }

  private static FunctionSpec spec(SecurableRef ref, SqlFunction implementation) {
    FunctionSpec.Builder spec =
        FunctionSpec.external(ref.fullName(), "JAVA").returns(implementation.returns());
    for (int i = 0; i < implementation.parameters().size(); i++) {
      spec.parameter("p" + (i + 1), implementation.parameters().get(i));
    }
    return spec.build();
  }

  @Override
  public ColumnFunction open(String fullName) {
    SecurableRef ref = SecurableRef.function(fullName);
    requireExecute(ref);
    return rooms
        .database()
        .read(
            tx -> {
              FunctionEngine.Known known = known(tx, ref);
              return new BoundFunction(
                  get(fullName),
                  functions.engine().bound(known, finder(tx)),
                  () -> functions.maker().context(caller));
            });
  }

  private FunctionEngine.Known known(Tx tx, SecurableRef ref) {
    FunctionEngine.Known known = finder(tx).find(ref.fullName());
    if (known == null) {
      throw CatalogErrors.missing(ref);
    }
    return known;
  }

  @Override
  public @Nullable Object call(String fullName, @Nullable Object... arguments) {
    SecurableRef ref = SecurableRef.function(fullName);
    requireExecute(ref);
    SqlFunction function =
        rooms.database().read(tx -> functions.engine().callable(known(tx, ref), finder(tx)));
    if (arguments.length != function.parameters().size()) {
      throw CatalogErrors.functionArguments(
          fullName, function.parameters().size(), arguments.length);
    }
    return function.call(functions.maker().context(caller), arguments);
  }
}
