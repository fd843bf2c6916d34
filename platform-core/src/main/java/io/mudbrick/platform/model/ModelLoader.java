package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelErrors;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

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
   *     BAD_REQUEST when it cannot be read, or when only Python can score the model
   */
  public static LoadedModel load(Path dir) {
    MlModel model = MlModel.read(dir);
    for (ModelFlavor flavor : FLAVORS) {
      var config = model.flavors().get(flavor.name());
      if (config != null) {
        return new LoadedModel(dir, model, flavor.load(dir, model, config));
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
