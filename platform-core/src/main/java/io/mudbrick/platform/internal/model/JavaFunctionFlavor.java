package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Our flavor of models that are written in Java: the MLmodel names a function that somebody must
 * have given to this JVM, and a folder of files for it. The name is looked up, never loaded.
 */
public final class JavaFunctionFlavor implements ModelFlavor {
  static final String NAME = "java_function";
  static final String FOLDER = "function";
  private static final String WHERE = "flavor '" + NAME + "'";

  private final Map<String, ModelFunction> functions = new LinkedHashMap<>();

  /** With the functions of the class path. */
  public JavaFunctionFlavor() {
    ServiceLoader.load(ModelFunction.class, ModelFunction.class.getClassLoader())
        .forEach(function -> functions.put(function.name(), function));
  }

  /** With these beside them; they come first. */
  public JavaFunctionFlavor(Collection<ModelFunction> given) {
    this();
    given.forEach(function -> functions.put(function.name(), function));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 90;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    if (!(config.get("function") instanceof String name)) {
      throw ModelErrors.malformed(WHERE, "'function' is missing");
    }
    String folder = ModelFiles.data(config, FOLDER);
    Path files = ModelFiles.folder(dir, folder);
    ModelFunction function = functions.get(name);
    if (function == null) {
      throw ModelErrors.unknownFunction(name, List.copyOf(functions.keySet()));
    }
    return function.open(files);
  }
}
