package io.mudbrick.automl.recipe;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.ColumnPlan.Kind;
import io.mudbrick.automl.internal.replay.Replay;
import io.mudbrick.catalog.TableFrames;
import io.mudbrick.catalog.delta.ParquetFiles;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How rows become what trials learn from: which column is the target, which says how the rows are
 * split, and as what every other one is learned from. The same rows and recipe always give the same
 * features. Immutable.
 *
 * <pre>{@code
 * Frame rows = Recipe.read(Path.of("training_data"));
 * PreparedRows prepared =
 *     Recipe.classification("churn", "No", "Yes")
 *         .split("_automl_split_col_3fa9")
 *         .numbers("tenure", "charges")
 *         .category("contract", 3)
 *         .build()
 *         .prepare(rows);
 * TrialModel model = prepared.fit(Learner.of(ModelFamily.XGBOOST).with("max_depth", 4)...);
 * }</pre>
 */
public final class Recipe {
  private final Target target;
  private final EvaluationMetric metric;
  private final String split;
  private final @Nullable String weights;
  private final long seed;
  private final List<ColumnPlan> columns;

  private Recipe(Builder made) {
    this.target = made.target;
    this.metric = made.metric;
    this.split = Objects.requireNonNull(made.split, "split");
    this.weights = made.weights;
    this.seed = made.seed;
    this.columns = List.copyOf(made.columns);
  }

  /**
   * Reads rows that an experiment has kept.
   *
   * @param from a Parquet file, or {@code runs:/<run>/data/training_data} on the server that the
   *     environment names, as for MLflow: {@code MLFLOW_TRACKING_URI}, {@code
   *     MLFLOW_TRACKING_TOKEN}
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when they are not there;
   *     INVALID_PARAMETER_VALUE when they are no Parquet, or no server is named
   */
  public static Frame read(String from) {
    return from.startsWith(KeptRows.SCHEME)
        ? KeptRows.ofEnvironment(from).read(from)
        : read(Path.of(from));
  }

  /**
   * Reads rows from a Parquet file: the artifact {@code data/training_data} of the run {@code
   * DataExploration}.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST without such a file;
   *     INVALID_PARAMETER_VALUE when it is no Parquet
   */
  public static Frame read(Path file) {
    return TableFrames.of(ParquetFiles.read(file));
  }

  /**
   * Learns to predict a label.
   *
   * @param classes texts, longs, doubles or booleans in their order; of two the second is positive
   */
  public static Builder classification(String target, Object... classes) {
    List<Object> labels = List.of(classes);
    return new Builder(
        Problem.CLASSIFICATION,
        labels.size() == 2
            ? Target.binary(target, labels.get(0), labels.get(1), 0.5)
            : Target.multiclass(target, labels));
  }

  /** Learns to predict a number. */
  public static Builder regression(String target) {
    return new Builder(Problem.REGRESSION, Target.regression(target));
  }

  /**
   * Splits the rows and makes ready whatever learners ask for.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the rows lack a column
   */
  public PreparedRows prepare(Frame rows) {
    return new PreparedRows(Replay.of(rows, target, split, weights, columns, metric, seed));
  }

  /** Makes a {@link Recipe}; features come in the order of the columns. Not thread-safe. */
  public static final class Builder {
    private final Target target;
    private EvaluationMetric metric;
    private @Nullable String split;
    private @Nullable String weights;
    private long seed;
    private final List<ColumnPlan> columns = new ArrayList<>();

    private Builder(Problem problem, Target target) {
      this.target = target;
      this.metric = EvaluationMetric.defaultOf(problem);
    }

    /**
     * The column that says which part a row plays: {@code train}, {@code val} or {@code test}, or
     * {@code fold 1} and so on. Required.
     */
    public Builder split(String column) {
      this.split = column;
      return this;
    }

    /** The column that says how much a row counts. */
    public Builder weights(String column) {
      this.weights = column;
      return this;
    }

    /** By which trials are ranked. */
    public Builder primaryMetric(EvaluationMetric value) {
      this.metric = value;
      return this;
    }

    /** Of the preparation's random numbers. */
    public Builder seed(long value) {
      this.seed = value;
      return this;
    }

    /** Columns of numbers or booleans. */
    public Builder numbers(String... names) {
      return add(Kind.NUMBER, 0, names);
    }

    /**
     * A column of categories.
     *
     * @param levels how many there are in the training rows; many have their mean target as a
     *     feature
     */
    public Builder category(String name, int levels) {
      return add(Kind.CATEGORY, levels, name);
    }

    /** Columns of sentences. */
    public Builder words(String... names) {
      return add(Kind.WORDS, 0, names);
    }

    /** Columns of dates or times. */
    public Builder times(String... names) {
      return add(Kind.TIME, 0, names);
    }

    /** Columns of lists of numbers. */
    public Builder lists(String... names) {
      return add(Kind.LIST, 0, names);
    }

    private Builder add(Kind kind, int levels, String... names) {
      Arrays.stream(names)
          .forEach(name -> columns.add(new ColumnPlan(name, kind, null, List.of(), null, levels)));
      return this;
    }

    /**
     * Values of a column are read as something else first; what cannot be read is missing.
     *
     * @param formats of times, tried in this order
     */
    public Builder readAs(String name, Reading reading, String... formats) {
      int at = indexOf(name);
      ColumnPlan plan = columns.get(at);
      columns.set(
          at,
          new ColumnPlan(name, plan.kind(), reading, List.of(formats), plan.fill(), plan.levels()));
      return this;
    }

    /**
     * Missing values of a column are read as this one.
     *
     * @param value a text, a number or a boolean
     */
    public Builder fill(String name, Object value) {
      int at = indexOf(name);
      ColumnPlan plan = columns.get(at);
      columns.set(
          at,
          new ColumnPlan(name, plan.kind(), plan.reading(), plan.formats(), value, plan.levels()));
      return this;
    }

    private int indexOf(String name) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).name().equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException("there is no column " + name + " yet");
    }

    /**
     * @throws NullPointerException without a split column
     */
    public Recipe build() {
      return new Recipe(this);
    }
  }
}
