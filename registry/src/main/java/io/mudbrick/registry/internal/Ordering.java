package io.mudbrick.registry.internal;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegistryErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MLflow's {@code order_by}. */
final class Ordering {
  private static final Comparator<RegisteredModel> MODEL_NAME =
      Comparator.comparing(RegisteredModel::name);
  private static final Map<String, Comparator<RegisteredModel>> MODELS =
      Map.of(
          "name", MODEL_NAME,
          "timestamp", Comparator.comparing(model -> model.changes().updatedAt()),
          "last_updated_timestamp", Comparator.comparing(model -> model.changes().updatedAt()),
          "creation_timestamp", Comparator.comparing(model -> model.changes().createdAt()));

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

  static Comparator<RegisteredModel> models(List<String> orderBy) {
    return then(of(orderBy, MODELS), MODEL_NAME);
  }

  static Comparator<ModelVersion> versions(List<String> orderBy) {
    Comparator<ModelVersion> usual = VERSION_NAME.thenComparing(VERSION.reversed());
    Comparator<ModelVersion> asked = of(orderBy, VERSIONS);
    return asked == null ? UPDATED.reversed().thenComparing(usual) : asked.thenComparing(usual);
  }

  private static <T> Comparator<T> then(@Nullable Comparator<T> first, Comparator<T> next) {
    return first == null ? next : first.thenComparing(next);
  }

  private static <T> @Nullable Comparator<T> of(
      List<String> orderBy, Map<String, Comparator<T>> known) {
    Comparator<T> order = null;
    for (String term : orderBy) {
      String[] words = term.strip().split("\\s+");
      Comparator<T> next = known.get(words[0].replace("`", ""));
      String direction = words.length < 2 ? "ASC" : words[1].toUpperCase(Locale.ROOT);
      if (next == null || words.length > 2 || !direction.matches("ASC|DESC")) {
        throw RegistryErrors.badFilter(
            "Invalid order_by clause '"
                + term
                + "'. Valid keys are "
                + known.keySet().stream().sorted().toList());
      }
      order = then(order, direction.equals("ASC") ? next : next.reversed());
    }
    return order;
  }
}
