package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Preparation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes models as directories that {@code ModelLoader} and MLflow load. */
public final class ModelDirectoryWriter {
  private static final String INPUT_EXAMPLE = "input_example.json";
  private static final String SERVING_EXAMPLE = "serving_input_example.json";

  private ModelDirectoryWriter() {}

  public static MlModel write(ModelPackage model, Path dir) {
    // parts that do not fit together must not reach the disk
    model.scorer();
    Map<String, byte[]> files = new LinkedHashMap<>(model.files());
    MlModel.Builder descriptor =
        MlModel.builder()
            .artifactPath(model.artifactPath())
            .runId(model.runId())
            .modelId(model.modelId())
            .modelUuid(model.modelUuid())
            .created(model.created())
            .mlflowVersion(PythonEnvironment.MLFLOW)
            .signature(model.signature());
    model.metadata().forEach(descriptor::metadata);
    descriptor.flavor("python_function", PythonEnvironment.pyfunc());
    files.putAll(PythonEnvironment.files(model.members().stream().map(Member::estimator).toList()));
    descriptor.flavor(ModelPackage.FLAVOR, MudbrickFlavor.config(members(model, files), model));
    if (model.members().size() == 1 && model.sharpness() == 1) {
      library(model.members().get(0).estimator(), descriptor);
    }
    return finish(dir, descriptor, files, model.inputExample());
  }

  public static MlModel write(NativeModel model, Path dir, MlModel.Builder descriptor) {
    Map<String, byte[]> files = new LinkedHashMap<>(model.files());
    files.putAll(PythonEnvironment.files(model.flavor()));
    Object data = model.config().get("data");
    descriptor
        .mlflowVersion(PythonEnvironment.MLFLOW)
        .signature(model.signature())
        .flavor(
            "python_function",
            NativeFlavors.pythonLoads(model.flavor())
                ? PythonEnvironment.pyfunc("mlflow." + model.flavor(), String.valueOf(data))
                : PythonEnvironment.ours(model.flavor()))
        .flavor(model.flavor(), model.config());
    return finish(dir, descriptor, files, model.inputExample());
  }

  private static MlModel finish(
      Path dir, MlModel.Builder descriptor, Map<String, byte[]> files, @Nullable Frame example) {
    if (example != null) {
      descriptor.inputExample(
          new MlModel.InputExample(INPUT_EXAMPLE, "dataframe", SERVING_EXAMPLE));
      ObjectNode split = split(example);
      files.put(INPUT_EXAMPLE, utf8(Json.print(split)));
      ObjectNode serving = Json.object();
      serving.set("dataframe_split", split);
      files.put(SERVING_EXAMPLE, utf8(Json.pretty(serving)));
    }
    descriptor.sizeBytes(files.values().stream().mapToLong(bytes -> bytes.length).sum());
    MlModel result = descriptor.build();
    files.put(MlModel.FILE, utf8(result.toYaml()));
    files.forEach((name, bytes) -> store(dir, name, bytes));
    return result;
  }

  /** Members of equal preparations name the same file. */
  private static List<MudbrickFlavor.ModelEntry> members(
      ModelPackage model, Map<String, byte[]> files) {
    List<MudbrickFlavor.ModelEntry> entries = new ArrayList<>();
    Map<Preparation, String> preparations = new HashMap<>();
    boolean alone = model.members().size() == 1;
    for (Member member : model.members()) {
      String preparation =
          preparations.computeIfAbsent(
              member.preparation(),
              own -> alone ? Preparation.FILE : "preparation-" + preparations.size() + ".json");
      files.computeIfAbsent(preparation, name -> utf8(member.preparation().toJson()));
      EstimatorFile estimator = EstimatorFile.of(member.estimator());
      String data = alone ? estimator.name() : "members/" + entries.size() + "-" + estimator.name();
      files.put(data, estimator.bytes());
      entries.add(
          new MudbrickFlavor.ModelEntry(preparation, estimator.kind(), data, member.weight()));
    }
    return entries;
  }

  /** A single model is also one of the library that made it, over the prepared features. */
  private static void library(Estimator estimator, MlModel.Builder descriptor) {
    if (estimator instanceof Estimator.XgBoost xgboost) {
      String version = XgBoostModel.read(xgboost.bytes(), xgboost.format()).version();
      descriptor.flavor(
          XgBoostFlavor.NAME,
          XgBoostFlavor.config(EstimatorFile.of(xgboost).name(), xgboost.format(), version));
    } else if (estimator instanceof Estimator.LightGbm) {
      descriptor.flavor(LightGbmFlavor.NAME, LightGbmFlavor.config());
    }
  }

  private static ObjectNode split(Frame rows) {
    ObjectNode split = Json.object();
    rows.names().forEach(split.putArray("columns")::add);
    ArrayNode data = split.putArray("data");
    for (int i = 0; i < rows.rows(); i++) {
      ArrayNode row = data.addArray();
      for (Column column : rows.columns().values()) {
        row.addPOJO(plain(column.value(i)));
      }
    }
    return split;
  }

  /** JSON has no NaN and no dates. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    return value == null || value instanceof Number || value instanceof Boolean
        ? value
        : value.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void store(Path dir, String name, byte[] bytes) {
    Path file = ModelFiles.resolve(dir, name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
