package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.JavaFunctionFlavor;
import io.mudbrick.platform.internal.model.ModelErrors;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Loads a model directory. Thread-safe. */
public final class ModelLoader {
  private static final List<ModelFlavor> FLAVORS =
      ServiceLoader.load(ModelFlavor.class, ModelFlavor.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(
              Comparator.comparingInt(ModelFlavor::rank)
                  .reversed()
                  .thenComparing(ModelFlavor::name))
          .toList();

  private ModelLoader() {}

  /**
   * Reads {@code dir/MLmodel} and makes a scorer of the best flavor that this JVM knows.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST without an MLmodel;
   *     BAD_REQUEST when it cannot be read, when only Python can score the model, or when it is a
   *     function that nobody gave
   */
  public static LoadedModel load(Path dir) {
    return load(dir, List.of());
  }

  /**
   * As {@link #load(Path)}, with functions beside those of the class path.
   *
   * @param functions for models of the flavor {@code java_function}, by their names
   */
  public static LoadedModel load(Path dir, Collection<ModelFunction> functions) {
    MlModel model = MlModel.read(dir);
    for (ModelFlavor flavor : FLAVORS) {
      Map<String, @Nullable Object> config = model.flavors().get(flavor.name());
      if (config != null) {
        ModelFlavor own =
            flavor instanceof JavaFunctionFlavor && !functions.isEmpty()
                ? new JavaFunctionFlavor(functions)
                : flavor;
        return new LoadedModel(dir, model, own.load(dir, model, config));
      }
    }
    throw ModelErrors.noFlavor(List.copyOf(model.flavors().keySet()), names());
  }

  /** Whether {@link #load} knows a flavor of this model. */
  public static boolean canScore(MlModel model) {
    return FLAVORS.stream().anyMatch(flavor -> model.flavors().containsKey(flavor.name()));
  }

  private static List<String> names() {
    return FLAVORS.stream().map(ModelFlavor::name).toList();
  }
}
