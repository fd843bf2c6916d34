package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.internal.spec.SpecYaml;
import io.mudbrick.featurestore.view.Feature;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the inputs of a model come from: what its caller sends, what is looked up, and how. It
 * travels with the model as {@code feature_spec.yaml}. Get one from {@link TrainingSet#spec()} or
 * {@link #parse}; a {@link FeaturePlan} makes it run. Immutable.
 *
 * @param columns in the order of the training set
 * @param tables the tables that are looked up, each once
 * @param mode whether online and offline answers may differ where they do in the product
 */
public record FeatureSpec(List<SpecColumn> columns, List<Table> tables, PlanMode mode) {
  /** The file's name in a model's directory. */
  public static final String FILE = "feature_spec.yaml";

  public FeatureSpec {
    columns = List.copyOf(columns);
    tables = List.copyOf(tables);
  }

  /** A faithful one. */
  public FeatureSpec(List<SpecColumn> columns, List<Table> tables) {
    this(columns, tables, PlanMode.FAITHFUL);
  }

  /** The same, with online and offline answers that agree bit for bit. */
  public FeatureSpec strict() {
    return new FeatureSpec(columns, tables, PlanMode.STRICT);
  }

  /** One column of the training set. */
  public sealed interface SpecColumn {
    /** The column's name in the training set. */
    String name();

    ColumnType type();

    /** Whether the model takes it; a key or a timestamp may be needed for lookups only. */
    boolean include();
  }

  /** A column that the caller sends. */
  public record Sent(String name, ColumnType type, boolean include) implements SpecColumn {}

  /**
   * A column that is looked up.
   *
   * @param name the output name
   * @param table the feature table
   * @param feature the table's column
   * @param lookupKey columns that the caller sends, in the order of the table's lookup keys
   * @param timestampLookupKey the column that says as of when; null for a table without time series
   * @param lookbackWindow how old a row may be, inclusive; null for any age
   * @param defaultValue stands in for a miss and for null; null for none
   */
  public record LookedUp(
      String name,
      ColumnType type,
      boolean include,
      String table,
      String feature,
      List<String> lookupKey,
      @Nullable String timestampLookupKey,
      @Nullable Duration lookbackWindow,
      @Nullable Object defaultValue)
      implements SpecColumn {
    public LookedUp {
      lookupKey = List.copyOf(lookupKey);
    }
  }

  /**
   * A column that is computed from the rows of a table, as of each row's time.
   *
   * @param fullName the feature's name in the catalog; null when it was not there
   * @param feature its definition, of a table source
   */
  public record Declared(
      String name, ColumnType type, boolean include, @Nullable String fullName, Feature feature)
      implements SpecColumn {}

  /**
   * A column that a function of the catalog computes.
   *
   * @param function its full name
   * @param inputs for each parameter, in their order, the column that it takes: one that the caller
   *     sends, a looked-up one, or another computed one
   */
  public record Computed(
      String name, ColumnType type, boolean include, String function, Map<String, String> inputs)
      implements SpecColumn {
    public Computed {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
  }

  /**
   * A feature table as the training set found it.
   *
   * @param id tells a recreated table from the one before
   * @param version the Delta version that was read, or {@link #UNKNOWN_VERSION} in a foreign file
   */
  public record Table(String name, String id, long version) {
    public static final long UNKNOWN_VERSION = -1;
  }

  /** By table, the Delta version that was read, where it is known. */
  public Map<String, Long> tableVersions() {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (Table table : tables) {
      if (table.version() != Table.UNKNOWN_VERSION) {
        versions.put(table.name(), table.version());
      }
    }
    return versions;
  }

  /** The text of {@code feature_spec.yaml}; the same spec gives the same text. */
  public String toYaml() {
    return SpecYaml.write(this);
  }

  /**
   * Reads {@code feature_spec.yaml}, ours or a foreign one of the same form.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is none
   */
  public static FeatureSpec parse(String yaml) {
    return SpecYaml.read(yaml);
  }
}
