package io.mudbrick.platform.internal.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs an ONNX graph on the columns of a frame as MLflow does: a graph of one input takes all of
 * them as one matrix, a graph of several takes each by its name. A row is answered by a map of the
 * graph's outputs.
 */
final class OnnxScorer implements Scorer {
  private static final Cleaner CLEANER = Cleaner.create();

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Map<String, TensorInfo> inputs;
  private final @Nullable ModelSignature signature;

  private OnnxScorer(
      OrtEnvironment environment, OrtSession session, @Nullable ModelSignature signature)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs(session);
    this.signature = signature;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when ONNX Runtime cannot load the
   *     graph
   * @throws NoClassDefFoundError without ONNX Runtime's jar
   */
  static Scorer open(Path file, @Nullable ModelSignature signature) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // requests run beside each other already; a pool of threads a model would only hold memory
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(file.toString(), options);
      OnnxScorer scorer = new OnnxScorer(environment, session, signature);
      CLEANER.register(scorer, () -> close(session));
      return scorer;
    } catch (OrtException e) {
      throw ModelErrors.malformed("ONNX model", String.valueOf(e.getMessage()), e);
    }
  }

  /** The session's memory is native: it goes when nobody can reach the scorer any more. */
  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, TensorInfo> inputs(OrtSession session) throws OrtException {
    Map<String, TensorInfo> inputs = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      if (!(input.getValue().getInfo() instanceof TensorInfo tensor)) {
        throw ModelErrors.unsupported("its input '" + input.getKey() + "' is no tensor");
      }
      inputs.put(input.getKey(), tensor);
    }
    return inputs;
  }

  @Override
  public Predictions score(Frame rows) {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, TensorInfo> input : inputs.entrySet()) {
        Object values = values(input.getKey(), input.getValue(), rows);
        feeds.put(input.getKey(), OnnxTensor.createTensor(environment, values));
      }
      try (OrtSession.Result result = session.run(feeds)) {
        return Predictions.values(Column.of(answers(result, rows.rows())));
      }
    } catch (OrtException e) {
      throw ModelErrors.doNotFit("ONNX Runtime says: " + e.getMessage());
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private Object values(String name, TensorInfo info, Frame rows) {
    List<Column> columns = new ArrayList<>();
    if (inputs.size() > 1) {
      columns.add(rows.column(name));
    } else {
      List<String> named = signature == null ? List.of() : signature.inputs().names();
      List<String> order = named.isEmpty() ? rows.names() : named;
      order.forEach(column -> columns.add(rows.column(column)));
    }
    return OnnxValues.array(info, columns, rows.rows());
  }

  private static List<Map<String, @Nullable Object>> answers(OrtSession.Result result, int rows)
      throws OrtException {
    List<Map<String, @Nullable Object>> answers = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      answers.add(new LinkedHashMap<>());
    }
    for (Map.Entry<String, OnnxValue> output : result) {
      Object value = output.getValue().getValue();
      List<@Nullable Object> each = OnnxValues.byRow(value);
      if (each.size() != rows) {
        throw ModelErrors.doNotFit(
            "output '"
                + output.getKey()
                + "' has "
                + each.size()
                + " answers to "
                + rows
                + " rows");
      }
      for (int row = 0; row < rows; row++) {
        answers.get(row).put(output.getKey(), each.get(row));
      }
    }
    return answers;
  }
}
