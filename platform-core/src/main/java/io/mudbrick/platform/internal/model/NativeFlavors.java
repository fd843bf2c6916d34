package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.FieldType;
import io.mudbrick.platform.model.ForecastModel;
import io.mudbrick.platform.model.ModelFunction;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes {@link NativeModel}s: each is read once, so that what cannot be scored is not written. */
public final class NativeFlavors {
  private static final Set<String> LOADED_BY_MLFLOW =
      Set.of(XgBoostFlavor.NAME, LightGbmFlavor.NAME, OnnxFlavor.NAME);

  private NativeFlavors() {}

  static boolean pythonLoads(String flavor) {
    return LOADED_BY_MLFLOW.contains(flavor);
  }

  public static NativeModel xgboost(byte[] bytes, Estimator.Format format) {
    XgBoostModel model = XgBoostModel.read(bytes, format);
    String data = format == Estimator.Format.UBJ ? "model.ubj" : "model.json";
    List<Field> inputs = new ArrayList<>();
    for (int i = 0; i < model.featureNames().size(); i++) {
      boolean texts =
          !model.categories().isEmpty()
              && !model.categories().get(i).texts().isEmpty()
              && !model.categories().get(i).areNumbers();
      inputs.add(Field.of(model.featureNames().get(i), texts ? DataType.STRING : DataType.DOUBLE));
    }
    return model(
        XgBoostFlavor.NAME,
        data,
        bytes,
        XgBoostFlavor.config(data, format, model.version()),
        numbers(inputs, model.outputs()));
  }

  public static NativeModel lightgbm(byte[] text) {
    LightGbmModel model = LightGbmModel.read(text);
    List<Field> inputs = new ArrayList<>();
    for (int i = 0; i < model.features(); i++) {
      boolean texts = !model.categories().get(i).isEmpty();
      inputs.add(Field.of(model.featureNames().get(i), texts ? DataType.STRING : DataType.DOUBLE));
    }
    return model(
        LightGbmFlavor.NAME,
        LightGbmFlavor.FILE,
        text,
        LightGbmFlavor.config(),
        numbers(inputs, model.outputs()));
  }

  public static NativeModel onnx(byte[] graph) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("code", null);
    config.put("data", OnnxFlavor.FILE);
    config.put("onnx_session_options", null);
    config.put("onnx_version", PythonEnvironment.ONNX);
    config.put("providers", List.of("CPUExecutionProvider"));
    return model(OnnxFlavor.NAME, OnnxFlavor.FILE, graph, config, OnnxSignature.read(graph));
  }

  public static NativeModel tribuo(byte[] protobuf) {
    TribuoFile file = TribuoFile.read(protobuf);
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("data", TribuoFlavor.FILE);
    return model(TribuoFlavor.NAME, TribuoFlavor.FILE, protobuf, config, signature(file));
  }

  private static ModelSignature signature(TribuoFile file) {
    Map<String, DataType> columns = new LinkedHashMap<>();
    for (String feature : file.features()) {
      TribuoScorer.Origin origin = TribuoScorer.Origin.of(feature);
      columns.merge(
          origin.column(),
          origin.text() == null ? DataType.DOUBLE : DataType.STRING,
          (one, other) -> one == DataType.STRING ? one : other);
    }
    List<Field> inputs = new ArrayList<>();
    columns.forEach((name, type) -> inputs.add(Field.of(name, type)));
    if (file.outputs().areClasses()) {
      return new ModelSignature(
          new Schema(inputs),
          Schema.of(new Field(null, new FieldType.Scalar(DataType.STRING), true)));
    }
    List<Field> outputs = new ArrayList<>();
    List<String> dimensions = file.outputs().names();
    dimensions.forEach(
        name ->
            outputs.add(
                new Field(
                    dimensions.size() == 1 ? null : name,
                    new FieldType.Scalar(DataType.DOUBLE),
                    true)));
    return new ModelSignature(new Schema(inputs), new Schema(outputs));
  }

  public static NativeModel forecast(
      ForecastModel model, DataType timeType, List<DataType> identityTypes) {
    return ForecastFlavor.model(model, timeType, identityTypes);
  }

  public static NativeModel function(ModelFunction function, Map<String, byte[]> data) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    data.forEach((name, bytes) -> files.put(JavaFunctionFlavor.FOLDER + "/" + name, bytes));
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("data", JavaFunctionFlavor.FOLDER);
    config.put("files", List.copyOf(new TreeSet<>(data.keySet())));
    config.put("function", function.name());
    return new NativeModel(JavaFunctionFlavor.NAME, files, config, null, null);
  }

  /** A model that does not name its columns has no signature: a matrix would need its type. */
  private static @Nullable ModelSignature numbers(List<Field> inputs, int outputs) {
    if (inputs.isEmpty()) {
      return null;
    }
    FieldType number =
        new FieldType.Tensor("float64", outputs == 1 ? List.of(-1) : List.of(-1, outputs));
    return new ModelSignature(new Schema(inputs), Schema.of(new Field(null, number, true)));
  }

  private static NativeModel model(
      String flavor,
      String data,
      byte[] bytes,
      Map<String, @Nullable Object> config,
      @Nullable ModelSignature signature) {
    return new NativeModel(flavor, Map.of(data, bytes), config, signature, null);
  }
}
