package io.mudbrick.registry.internal;

import io.mudbrick.catalog.SecurableName;
import io.mudbrick.platform.search.Grammar;
import io.mudbrick.registry.ModelVersion;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MLflow's {@code order_by}. */
final class Ordering {
  /**
   * What models are ordered by.
   *
   * @param updatedAt when the model, its versions or its aliases changed last
   */
  record ModelAge(SecurableName name, Instant updatedAt) {}

  private static final Comparator<ModelAge> MODEL_NAME =
      Comparator.comparing(model -> model.name().fullName());
  private static final Map<String, Comparator<ModelAge>> MODELS =
      Map.of(
          "name", MODEL_NAME,
          "timestamp", Comparator.comparing(ModelAge::updatedAt),
          "last_updated_timestamp", Comparator.comparing(ModelAge::updatedAt),
          "creation_timestamp", Comparator.comparing(model -> model.name().createdAt()));

  private static final Comparator<ModelVersion> UPDATED =
      Comparator.comparing(version -> version.changes().updatedAt());
  private static final Comparator<ModelVersion> VERSION =
      Comparator.comparing(ModelVersion::version);
  private static final Comparator<ModelVersion> VERSION_NAME =
      Comparator.comparing(ModelVersion::model);
  private static final Map<String, Comparator<ModelVersion>> VERSIONS =
      Map.of(
          "name", VERSION_NAME,
          "version_number", VERSION,
          "creation_timestamp", Comparator.comparing(version -> version.changes().createdAt()),
          "last_updated_timestamp", UPDATED);

  private Ordering() {}

  static Comparator<ModelAge> models(List<String> orderBy) {
    return then(of(Filter.MODELS, orderBy, MODELS), MODEL_NAME);
  }

  static Comparator<ModelVersion> versions(List<String> orderBy) {
    Comparator<ModelVersion> usual = VERSION_NAME.thenComparing(VERSION.reversed());
    Comparator<ModelVersion> asked = of(Filter.VERSIONS, orderBy, VERSIONS);
    return asked == null ? UPDATED.reversed().thenComparing(usual) : asked.thenComparing(usual);
  }

  private static <T> Comparator<T> then(@Nullable Comparator<T> first, Comparator<T> next) {
    return first == null ? next : first.thenComparing(next);
  }

  private static <T> @Nullable Comparator<T> of(
      Grammar grammar, List<String> orderBy, Map<String, Comparator<T>> known) {
    Comparator<T> order = null;
    for (io.mudbrick.platform.search.Ordering key : grammar.order(orderBy)) {
      Comparator<T> next = Objects.requireNonNull(known.get(key.field().name()));
      order = then(order, key.ascending() ? next : next.reversed());
    }
    return order;
  }
}
