package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelDirectoryWriter;
import io.mudbrick.platform.internal.model.NativeFlavors;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model as its library saved it, or a function of the embedder's, to be written in MLflow's
 * format: without a preparation, its signature is that of what the library takes. A trained model
 * with its preparation is a {@link ModelPackage}. Immutable; the arrays are taken as they are.
 *
 * <pre>{@code
 * MlModel written =
 *     NativeModel.onnx(Files.readAllBytes(graph))
 *         .withInputExample(rows)
 *         .write(directory, MlModel.builder().runId(run));
 * }</pre>
 *
 * @param flavor the flavor that {@link ModelLoader} loads it by
 * @param files of the model directory by relative path
 * @param config what stands under the flavor's key
 * @param signature told by the model itself where it can; {@link #withSignature} says otherwise
 */
public record NativeModel(
    String flavor,
    Map<String, byte[]> files,
    Map<String, @Nullable Object> config,
    @Nullable ModelSignature signature,
    @Nullable Frame inputExample) {

  /**
   * XGBoost's {@code save_model}, which {@code mlflow.xgboost.load_model} loads as a Booster.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it cannot be scored here
   */
  public static NativeModel xgboost(byte[] model, Estimator.Format format) {
    return NativeFlavors.xgboost(model, format);
  }

  /**
   * The text of LightGBM's {@code save_model}, which {@code mlflow.lightgbm.load_model} loads as a
   * Booster.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it cannot be scored here
   */
  public static NativeModel lightgbm(byte[] text) {
    return NativeFlavors.lightgbm(text);
  }

  /**
   * An ONNX graph, which {@code mlflow.onnx.load_model} loads; its inputs and outputs are the
   * signature. It is scored here where ONNX Runtime's jar is.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is no ONNX graph
   */
  public static NativeModel onnx(byte[] graph) {
    return NativeFlavors.onnx(graph);
  }

  /**
   * Tribuo's protobuf: {@code model.serialize().toByteArray()} or {@code serializeToFile}. It is
   * scored here without Tribuo's jars; Python cannot.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it cannot be scored here
   */
  public static NativeModel tribuo(byte[] protobuf) {
    return NativeFlavors.tribuo(protobuf);
  }

  /**
   * A function with the files that it opens. Whoever loads it must bring the function; Python
   * cannot.
   *
   * @param data the files by relative path, as {@link ModelFunction#open} will find them
   */
  public static NativeModel function(ModelFunction function, Map<String, byte[]> data) {
    return NativeFlavors.function(function, data);
  }

  public NativeModel withSignature(ModelSignature newSignature) {
    return new NativeModel(flavor, files, config, newSignature, inputExample);
  }

  /** A few rows, for those who want to see what it takes. */
  public NativeModel withInputExample(Frame rows) {
    return new NativeModel(flavor, files, config, signature, rows);
  }

  /**
   * Writes the model directory. Files that are there are replaced.
   *
   * @param descriptor with what is to stand in MLmodel beside flavors, signature and sizes
   * @return what stands in MLmodel
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a path leaves the directory
   * @throws java.io.UncheckedIOException when the disk refuses
   */
  public MlModel write(Path dir, MlModel.Builder descriptor) {
    return ModelDirectoryWriter.write(this, dir, descriptor);
  }
}
