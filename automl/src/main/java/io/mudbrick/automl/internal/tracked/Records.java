package io.mudbrick.automl.internal.tracked;

import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What runs keep so that an interrupted experiment can go on. */
public final class Records {
  /** What a trial's model answers for the judged rows: floats, little-endian, row by row. */
  public static final String ANSWERS = "out_of_fold.bin";

  /** The same for the test rows, when there are some. */
  public static final String TEST_ANSWERS = "test_answers.bin";

  private Records() {}

  public static void keep(ActiveRun run, String file, Answers answers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * answers.values().length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(answers.values());
    run.artifact(file, bytes.array());
  }

  public static Answers answers(Tracking tracking, String runId, String file, int outputs) {
    byte[] bytes = bytes(tracking, runId, file);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new Answers(outputs, values);
  }

  public static byte[] bytes(Tracking tracking, String runId, String file) {
    try (InputStream in = tracking.openArtifact(runId, file).content()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run's params, in its order. */
  public static Map<String, String> params(Run run) {
    Map<String, String> params = new LinkedHashMap<>();
    run.data().params().forEach(param -> params.put(param.key(), param.value()));
    return params;
  }

  /** A run's metrics, likewise. */
  public static Map<String, Double> metrics(Run run) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    run.data().metrics().forEach(metric -> metrics.put(metric.key(), metric.value()));
    return metrics;
  }

  /** Copies a directory of a run's artifacts. */
  public static void copy(Tracking tracking, String runId, String path, Path to) {
    try {
      Files.createDirectories(to);
      for (ArtifactInfo entry : tracking.listArtifacts(runId, path)) {
        Path target = to.resolve(entry.path().substring(entry.path().lastIndexOf('/') + 1));
        if (entry.directory()) {
          copy(tracking, runId, entry.path(), target);
        } else {
          try (InputStream in = tracking.openArtifact(runId, entry.path()).content()) {
            Files.copy(in, target);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
