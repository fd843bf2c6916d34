package io.mudbrick.registry;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.Target;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Models small enough to be read, logged to runs. */
public final class SmallModels {
  static final Frame ROWS =
      Frame.split(List.of("a", "b"), List.of(List.of(1.0, 2.5), List.of(-3.0, 0.5)));

  private SmallModels() {}

  /** Logs {@code a + slope * b} to a new run; returns {@code runs:/<run>/model}. */
  public static String logged(Mudbrick platform, double slope) {
    Tracking tracking = platform.module(Tracking.class);
    try (var run = tracking.startRun("0", "small")) {
      Path dir = Files.createTempDirectory("small-model");
      write(dir, slope);
      tracking.logArtifacts(run.runId(), "model", dir);
      return "runs:/" + run.runId() + "/model";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path dir, double slope) {
    PreparationBuilder preparation = Preparation.fit(ROWS);
    ROWS.names().forEach(name -> preparation.numeric(name, Numbers.FOR_TREES));
    ModelPackage.builder()
        .target(Target.regression("y"))
        .preparation(preparation.build())
        .estimator(
            new LinearModel(
                LinearModel.Link.IDENTITY,
                List.of("a", "b"),
                new double[][] {{1, slope}},
                new double[] {0},
                new double[] {0, 0}))
        .signature(new ModelSignature(Schema.of(ROWS), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build()
        .write(dir);
  }
}
