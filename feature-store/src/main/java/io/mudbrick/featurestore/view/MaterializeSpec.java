package io.mudbrick.featurestore.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which features are to be computed ahead, and where to.
 *
 * <pre>{@code
 * MaterializeSpec.of("shop.ml.amount_sum_sliding_7d_1d", "shop.ml.amount_avg_tumbling_1d")
 *     .offline("shop.ml", "customer_features")
 *     .online("shop.ml", "customer_features_serving", "my-store")
 *     .build();
 * }</pre>
 *
 * @param features full names; aggregates and selected columns are not mixed
 * @param offline where tables for training and batch scoring go; aggregates need it
 * @param online where tables for serving go; selected columns need it
 * @param cron a Quartz expression in UTC that is kept for those who run schedules; null for none
 */
public record MaterializeSpec(
    List<String> features,
    @Nullable Target offline,
    @Nullable OnlineTarget online,
    @Nullable String cron) {
  public MaterializeSpec {
    features = List.copyOf(features);
  }

  /**
   * Where tables go.
   *
   * @param schema {@code catalog.schema}
   * @param tablePrefix the beginning of their names
   */
  public record Target(String schema, String tablePrefix) {}

  /**
   * Where online tables go.
   *
   * @param onlineStore the store's name
   */
  public record OnlineTarget(String schema, String tablePrefix, String onlineStore) {}

  public static Builder of(String... features) {
    return new Builder(List.of(features));
  }

  public static Builder of(List<String> features) {
    return new Builder(features);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final List<String> features;
    private @Nullable Target offline;
    private @Nullable OnlineTarget online;
    private @Nullable String cron;

    private Builder(List<String> features) {
      this.features = features;
    }

    public Builder offline(String schema, String tablePrefix) {
      offline = new Target(schema, tablePrefix);
      return this;
    }

    public Builder online(String schema, String tablePrefix, String onlineStore) {
      online = new OnlineTarget(schema, tablePrefix, onlineStore);
      return this;
    }

    public Builder cron(String expression) {
      cron = expression;
      return this;
    }

    public MaterializeSpec build() {
      return new MaterializeSpec(features, offline, online, cron);
    }
  }
}
