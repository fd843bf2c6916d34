package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ColumnCodec;
import io.mudbrick.platform.internal.model.PreparationJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fitted encoders and imputers as data: turns raw rows into feature vectors, the same way in
 * training, in batch and online. Fit one with {@link #fit}. Immutable, thread-safe.
 */
public final class Preparation {
  /** The file name in a model directory. */
  public static final String FILE = "preparation.json";

  /** A raw column and its step. */
  public record Step(String column, ColumnEncoder encoder) {}

  private final List<Step> steps;
  private final List<ColumnCodec> codecs = new ArrayList<>();
  private final List<String> features;

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when two features would bear one
   *     name
   */
  public Preparation(List<Step> steps) {
    this.steps = List.copyOf(steps);
    List<String> names = new ArrayList<>();
    for (Step step : this.steps) {
      ColumnCodec codec = ColumnCodec.of(step.column(), step.encoder());
      codecs.add(codec);
      names.addAll(codec.features());
    }
    this.features = ColumnCodec.unique(names);
  }

  /** Starts fitting on these training rows. */
  public static PreparationBuilder fit(Frame training) {
    return new PreparationBuilder(training);
  }

  /**
   * Reads {@code preparation.json}.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is none
   */
  public static Preparation parse(String json) {
    return PreparationJson.read(json);
  }

  public String toJson() {
    return PreparationJson.write(this);
  }

  public List<Step> steps() {
    return steps;
  }

  /** The raw columns it reads. */
  public List<String> inputs() {
    return steps.stream().map(Step::column).toList();
  }

  /** The names of the features it makes, in order; fit for XGBoost ({@code [ ] <} replaced). */
  public List<String> features() {
    return features;
  }

  /** For each feature, the index of the raw column in {@link #inputs} that it was made from. */
  public int[] origins() {
    int[] origins = new int[features.size()];
    int at = 0;
    for (int i = 0; i < codecs.size(); i++) {
      for (int k = 0; k < codecs.get(i).features().size(); k++) {
        origins[at++] = i;
      }
    }
    return origins;
  }

  /**
   * For each feature how many codes it takes when its numbers are codes of categories, which have
   * no order ({@link ColumnEncoder.Ordinal}); 0 for plain numbers.
   */
  public int[] codes() {
    int[] codes = new int[features.size()];
    int at = 0;
    for (ColumnCodec codec : codecs) {
      Arrays.fill(codes, at, at + codec.features().size(), codec.codes());
      at += codec.features().size();
    }
    return codes;
  }

  /**
   * Encodes all rows.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a column is missing or holds
   *     what its step cannot read
   */
  public FeatureMatrix apply(Frame rows) {
    RowEncoder encoder = encoder(rows);
    int width = features.size();
    float[] values = new float[Math.multiplyExact(rows.rows(), width)];
    for (int row = 0; row < rows.rows(); row++) {
      encoder.encode(row, values, row * width);
    }
    return new FeatureMatrix(features, rows.rows(), values);
  }

  /**
   * Looks the columns up once, for encoding row by row into a buffer.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a column is missing
   */
  public RowEncoder encoder(Frame rows) {
    ColumnCodec[] bound = codecs.toArray(new ColumnCodec[0]);
    Column[] columns = new Column[bound.length];
    for (int i = 0; i < bound.length; i++) {
      columns[i] = bound[i].read(rows.column(steps.get(i).column()));
    }
    int[] widths = codecs.stream().mapToInt(codec -> codec.features().size()).toArray();
    return (row, out, at) -> {
      int position = at;
      for (int i = 0; i < bound.length; i++) {
        bound[i].encode(columns[i], row, out, position);
        position += widths[i];
      }
    };
  }

  /** Whether it makes the same features of every row. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Preparation preparation && steps.equals(preparation.steps);
  }

  @Override
  public int hashCode() {
    return steps.hashCode();
  }

  /** Encodes rows of one frame. */
  public interface RowEncoder {
    /** Writes the features of that row from {@code out[at]} on. */
    void encode(int row, float[] out, int at);
  }
}
