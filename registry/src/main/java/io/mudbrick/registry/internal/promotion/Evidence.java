package io.mudbrick.registry.internal.promotion;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.RegistryErrors;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What gates judge by, read and scored once however many gates ask: both versions meet the same
 * rows of the same version of a table.
 */
final class Evidence {
  /** As many rows as are judged at most: they are in memory together. */
  private static final int MAX_ROWS = 1_000_000;

  /** What says of a model that it cannot score, rather than of the caller that they may not. */
  private static final Set<ErrorCode> CANNOT_SCORE =
      EnumSet.of(
          ErrorCode.BAD_REQUEST,
          ErrorCode.INVALID_PARAMETER_VALUE,
          ErrorCode.FAILED_PRECONDITION,
          ErrorCode.NOT_IMPLEMENTED);

  /** Rows with their truth. */
  record Labelled(Frame features, Column truth, long tableVersion) {}

  private record Key(String table, String label) {}

  private record Scored(long version, Key rows) {}

  private final ModuleContext context;
  private final Caller caller;
  private final Map<String, TableRead> reads = new HashMap<>();
  private final Map<Key, Labelled> rows = new HashMap<>();
  private final Map<Scored, Predictions> predictions = new HashMap<>();

  Evidence(ModuleContext context, Caller caller) {
    this.context = context;
    this.caller = caller;
  }

  Labelled labelled(String table, String label) {
    Labelled known = rows.get(new Key(table, label));
    if (known != null) {
      return known;
    }
    TableRead read = read(table);
    if (!read.schema().contains(label)) {
      throw RegistryErrors.noLabel(table, label, read.schema().names());
    }
    ColumnBatch all = read.limit(MAX_ROWS).toColumns();
    ColumnVector truth = all.column(label);
    int[] with =
        IntStream.range(0, all.size())
            .filter(i -> !truth.isNull(i) && !isNan(truth.get(i)))
            .toArray();
    if (with.length == 0) {
      throw new Unjudged(table + " has no rows with a label in " + label);
    }
    Frame frame = TableFrames.of(with.length == all.size() ? all : all.take(with));
    Labelled made = new Labelled(frame.without(label), frame.column(label), read.version());
    rows.put(new Key(table, label), made);
    return made;
  }

  /** The first rows of a table, labels and all. */
  Frame rows(String table, int most) {
    ColumnBatch some = read(table).limit(most).toColumns();
    if (some.size() == 0) {
      throw new Unjudged(table + " has no rows");
    }
    return TableFrames.of(some);
  }

  private static boolean isNan(@Nullable Object value) {
    return (value instanceof Double number && number.isNaN())
        || (value instanceof Float small && small.isNaN());
  }

  private TableRead read(String table) {
    TableRead known = reads.get(table);
    if (known == null) {
      known = context.service(Catalog.class, caller).tables().open(table).read();
      reads.put(table, known);
    }
    return known;
  }

  Predictions predictions(ModelVersion version, String table, String label) {
    Labelled labelled = labelled(table, label);
    Scored key = new Scored(version.version(), new Key(table, label));
    Predictions known = predictions.get(key);
    if (known == null) {
      LoadedModel model = load(version);
      known =
          scoring(
              version, table, () -> model.predict(resolved(version, model, labelled.features())));
      predictions.put(key, known);
    }
    return known;
  }

  LoadedModel load(ModelVersion version) {
    try {
      return context.service(Registry.class, caller).load(version.uri());
    } catch (PlatformException e) {
      if (CANNOT_SCORE.contains(e.code())) {
        throw new Unjudged("version " + version.version() + " cannot be loaded: " + e.message(), e);
      }
      throw e;
    }
  }

  /** The rows with the features that the model looks up. */
  Frame resolved(ModelVersion version, LoadedModel model, Frame sent) {
    if (model.descriptor().featureSpec() == null) {
      return sent;
    }
    InputResolver resolver;
    try {
      resolver = context.service(InputResolver.class, caller);
    } catch (IllegalStateException e) {
      throw new Unjudged(
          "version " + version.version() + " looks features up, and there is no feature store", e);
    }
    try (InputResolver.Binding lookups = resolver.bind(model, InputResolver.Source.BATCH)) {
      return lookups.resolve(sent);
    }
  }

  /** Scores; a model that these rows do not suit leaves a gate unjudged. */
  static <T> T scoring(ModelVersion version, String table, Supplier<T> score) {
    try {
      return score.get();
    } catch (PlatformException e) {
      if (CANNOT_SCORE.contains(e.code())) {
        throw new Unjudged(
            "version " + version.version() + " cannot score " + table + ": " + e.message(), e);
      }
      throw e;
    }
  }
}
