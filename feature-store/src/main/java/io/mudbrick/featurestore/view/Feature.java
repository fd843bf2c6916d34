package io.mudbrick.featurestore.view;

import io.mudbrick.featurestore.view.TimeWindow.Rolling;
import io.mudbrick.featurestore.view.TimeWindow.Sawtooth;
import io.mudbrick.featurestore.view.TimeWindow.Sliding;
import io.mudbrick.featurestore.view.TimeWindow.Tumbling;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A feature as a definition; nothing is computed until a training set asks for it or it is
 * materialised.
 *
 * <pre>{@code
 * Feature spent =
 *     Feature.of(FeatureSource.table("shop.sales.orders", "status = 'paid'"))
 *         .entity("customer_id")
 *         .timeseries("ordered_at")
 *         .aggregate(Aggregate.sum("amount"), TimeWindow.rolling(Duration.ofDays(7)))
 *         .build();   // amount_sum_rolling_7d
 * }</pre>
 *
 * @param name the name of its column, {@code {input}_{function}_{window}} unless said
 * @param entity columns of the source, and of the rows that are completed, under the same names;
 *     one value of each feature belongs to each combination. None for a request source
 * @param timeseriesColumn a timestamp or date of the source, and of the rows, under the same name;
 *     null for a request source
 */
public record Feature(
    String name,
    FeatureSource source,
    List<String> entity,
    @Nullable String timeseriesColumn,
    Computation computation,
    @Nullable String description) {
  public Feature {
    entity = List.copyOf(entity);
  }

  public static Builder of(FeatureSource source) {
    return new Builder(source);
  }

  /** The name that the product gives to a feature without one: {@code amount_sum_sliding_7d_1d}. */
  public static String defaultName(Computation computation) {
    if (!(computation instanceof Aggregation aggregation)) {
      return computation.input();
    }
    return aggregation.input()
        + "_"
        + aggregation.function().kind().word()
        + "_"
        + words(aggregation.window());
  }

  private static String words(TimeWindow window) {
    if (window instanceof Rolling rolling) {
      return "rolling" + span(rolling.duration()) + delay(rolling.delay());
    }
    if (window instanceof Sawtooth sawtooth) {
      return "sawtooth" + span(sawtooth.duration()) + delay(sawtooth.delay());
    }
    if (window instanceof Sliding sliding) {
      return "sliding" + span(sliding.duration()) + span(sliding.slide());
    }
    return "tumbling" + span(((Tumbling) window).duration());
  }

  private static String delay(Duration delay) {
    return delay.isZero() ? "" : span(delay);
  }

  private static String span(@Nullable Duration duration) {
    if (duration == null) {
      return "_lifetime";
    }
    long seconds = duration.getSeconds();
    StringBuilder text = new StringBuilder("_");
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    text.append(days > 0 ? days + "d" : "").append(hours > 0 ? hours + "h" : "");
    text.append(minutes > 0 ? minutes + "m" : "");
    text.append(seconds % 60 > 0 ? seconds % 60 + "s" : "");
    int micros = duration.getNano() / 1_000;
    return text.append(micros > 0 ? micros + "us" : "").toString().toLowerCase(Locale.ROOT);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final FeatureSource source;
    private @Nullable String name;
    private List<String> entity = List.of();
    private @Nullable String timeseriesColumn;
    private @Nullable Computation computation;
    private @Nullable String description;

    private Builder(FeatureSource source) {
      this.source = source;
    }

    public Builder name(String text) {
      name = text;
      return this;
    }

    public Builder entity(String... columns) {
      entity = List.of(columns);
      return this;
    }

    public Builder timeseries(String column) {
      timeseriesColumn = column;
      return this;
    }

    public Builder aggregate(Aggregate function, TimeWindow window) {
      computation = new Aggregation(function, window);
      return this;
    }

    public Builder column(String input) {
      computation = new ColumnSelection(input);
      return this;
    }

    public Builder description(String text) {
      description = text;
      return this;
    }

    /**
     * @throws IllegalStateException when it was not said what to compute
     */
    public Feature build() {
      if (computation == null) {
        throw new IllegalStateException("aggregate or column must be given");
      }
      return new Feature(
          name == null ? defaultName(computation) : name,
          source,
          entity,
          timeseriesColumn,
          computation,
          description);
    }
  }
}
