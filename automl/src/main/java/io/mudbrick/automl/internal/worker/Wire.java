package io.mudbrick.automl.internal.worker;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What goes through the pipes between a process and its workers, field by field: both run the same
 * classes, so there is no version.
 */
final class Wire {
  /** A fit follows. */
  static final int FIT = 1;

  /** The fit's time is over. */
  static final int STOP = 2;

  /** What was fitted follows. */
  static final int FITTED = 3;

  /** A reason follows. */
  static final int FAILED = 4;

  private static final int CHUNK = 1 << 16;

  /** A fit that the time did not stop. */
  private static final int NEVER = 0;

  private Wire() {}

  /** What a worker is asked for. */
  record Order(Candidate candidate, TrainingData data, long seed) {}

  static void write(Order order, DataOutputStream out) throws IOException {
    Candidate candidate = order.candidate();
    out.writeInt(candidate.number());
    out.writeUTF(candidate.family().name());
    out.writeInt(candidate.params().size());
    for (Map.Entry<String, Double> param : candidate.params().entrySet()) {
      out.writeUTF(param.getKey());
      out.writeDouble(param.getValue());
    }
    out.writeLong(order.seed());
    TrainingData data = order.data();
    out.writeInt(data.classes());
    List<String> names = data.train().rows().names();
    out.writeInt(names.size());
    for (int i = 0; i < names.size(); i++) {
      text(names.get(i), out);
      out.writeInt(data.codes()[i]);
    }
    part(data.train(), out);
    part(data.validation(), out);
  }

  static Order order(DataInputStream in) throws IOException {
    int number = in.readInt();
    ModelFamily family = ModelFamily.valueOf(in.readUTF());
    Map<String, Double> params = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      params.put(in.readUTF(), in.readDouble());
    }
    long seed = in.readLong();
    int classes = in.readInt();
    int width = in.readInt();
    List<String> names = new ArrayList<>();
    int[] codes = new int[width];
    for (int i = 0; i < width; i++) {
      names.add(text(in));
      codes[i] = in.readInt();
    }
    return new Order(
        new Candidate(number, family, params),
        new TrainingData(classes, part(names, in), part(names, in), codes),
        seed);
  }

  private static void part(TrainingData.Part part, DataOutputStream out) throws IOException {
    floats(part.truth(), out);
    float @Nullable [] weights = part.weights();
    out.writeBoolean(weights != null);
    if (weights != null) {
      floats(weights, out);
    }
    floats(part.rows().values(), out);
  }

  private static TrainingData.Part part(List<String> names, DataInputStream in) throws IOException {
    float[] truth = floats(in);
    float @Nullable [] weights = in.readBoolean() ? floats(in) : null;
    return new TrainingData.Part(
        new FeatureMatrix(names, truth.length, floats(in)), truth, weights);
  }

  /** Native code fits trees of XGBoost's only. */
  static void write(Fitted fitted, DataOutputStream out) throws IOException {
    Estimator.XgBoost trees = (Estimator.XgBoost) fitted.estimator();
    out.writeUTF(trees.format().name());
    out.writeInt(trees.bytes().length);
    out.write(trees.bytes());
    out.writeInt(fitted.params().size());
    for (Map.Entry<String, String> param : fitted.params().entrySet()) {
      out.writeUTF(param.getKey());
      out.writeUTF(param.getValue());
    }
    out.writeInt(fitted.nativeValidation().length);
    for (double answer : fitted.nativeValidation()) {
      out.writeDouble(answer);
    }
    out.writeInt(fitted.stoppedAfter().orElse(NEVER));
  }

  static Fitted fitted(DataInputStream in) throws IOException {
    Estimator.Format format = Estimator.Format.valueOf(in.readUTF());
    byte[] bytes = in.readNBytes(in.readInt());
    Map<String, String> params = new LinkedHashMap<>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      params.put(in.readUTF(), in.readUTF());
    }
    double[] answers = new double[in.readInt()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = in.readDouble();
    }
    int stopped = in.readInt();
    return new Fitted(
        new Estimator.XgBoost(bytes, format),
        params,
        answers,
        stopped == NEVER ? OptionalInt.empty() : OptionalInt.of(stopped));
  }

  static void text(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void floats(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
      int some = Math.min(CHUNK / Float.BYTES, values.length - from);
      chunk.asFloatBuffer().put(values, from, some);
      out.write(chunk.array(), 0, some * Float.BYTES);
    }
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
      int some = Math.min(CHUNK / Float.BYTES, values.length - from);
      in.readFully(chunk.array(), 0, some * Float.BYTES);
      chunk.asFloatBuffer().get(values, from, some);
    }
    return values;
  }
}
