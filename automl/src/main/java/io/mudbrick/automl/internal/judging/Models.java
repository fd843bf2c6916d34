package io.mudbrick.automl.internal.judging;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.ModelPackage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes models, and asks them as whoever serves them will. */
public final class Models {
  /**
   * Rounding: the library works in floats, the scorer in doubles where it may. Of a thousand trees
   * that tell a logarithm, each rounds a share of the answer by up to 5e-7.
   */
  private static final double TOLERANCE = 1e-4;

  private Models() {}

  /** Writes the model directory. */
  public static void write(
      Prepared prepared,
      List<Member> members,
      double sharpness,
      String runId,
      String uuid,
      Instant created,
      Path directory) {
    pack(prepared, members, sharpness, runId, uuid, created).write(directory);
  }

  /**
   * The model, ready to be written or asked.
   *
   * @param sharpness of a blend; 1 for a single trial's model
   * @param runId null for a model of no run
   */
  public static ModelPackage pack(
      Prepared prepared,
      List<Member> members,
      double sharpness,
      @Nullable String runId,
      String uuid,
      Instant created) {
    ModelPackage.Builder model =
        ModelPackage.builder()
            .target(prepared.truth().target())
            .members(members)
            .sharpness(sharpness)
            .signature(prepared.signature())
            .inputExample(prepared.inputExample())
            .artifactPath(Trial.MODEL_PATH)
            .runId(runId)
            .modelUuid(uuid)
            .created(created);
    FeatureSpec spec = prepared.source().spec();
    if (spec != null) {
      String yaml = onlyIncluding(spec, Set.copyOf(prepared.features())).toYaml();
      model.featureSpec(FeatureSpec.FILE, yaml.getBytes(StandardCharsets.UTF_8));
    }
    return model.build();
  }

  /** The spec of a training set says what the model takes: what was left out, it does not. */
  private static FeatureSpec onlyIncluding(FeatureSpec spec, Set<String> features) {
    List<FeatureSpec.SpecColumn> columns = new ArrayList<>();
    for (FeatureSpec.SpecColumn column : spec.columns()) {
      boolean include = column.include() && features.contains(column.name());
      if (column instanceof FeatureSpec.Sent sent) {
        columns.add(new FeatureSpec.Sent(sent.name(), sent.type(), include));
      } else if (column instanceof FeatureSpec.LookedUp found) {
        columns.add(
            new FeatureSpec.LookedUp(
                found.name(),
                found.type(),
                include,
                found.table(),
                found.feature(),
                found.lookupKey(),
                found.timestampLookupKey(),
                found.lookbackWindow(),
                found.defaultValue()));
      } else if (column instanceof FeatureSpec.Computed computed) {
        columns.add(
            new FeatureSpec.Computed(
                computed.name(), computed.type(), include, computed.function(), computed.inputs()));
      } else if (column instanceof FeatureSpec.Declared declared) {
        columns.add(
            new FeatureSpec.Declared(
                declared.name(),
                declared.type(),
                include,
                declared.fullName(),
                declared.feature()));
      }
    }
    return new FeatureSpec(columns, spec.tables(), spec.mode());
  }

  /**
   * What a model answers for rows of a matrix, as whoever serves it will have it.
   *
   * @param rows positions in the matrix
   */
  static Answers ask(FeatureModel model, FeatureMatrix matrix, int[] rows) {
    FeatureModel.Evaluator evaluator = model.evaluator();
    int outputs = model.outputs();
    double[] one = new double[outputs];
    float[] all = new float[rows.length * outputs];
    for (int i = 0; i < rows.length; i++) {
      evaluator.predict(matrix.values(), rows[i] * matrix.width(), one);
      for (int k = 0; k < outputs; k++) {
        all[i * outputs + k] = (float) one[k];
      }
    }
    return new Answers(outputs, all);
  }

  /**
   * Makes sure that the scorer says what the library says that fitted the model.
   *
   * @param scored for the first rows
   * @throws io.mudbrick.platform.PlatformException INTERNAL_ERROR when it does not
   */
  static void compare(Answers scored, Answers fitted) {
    for (int i = 0; i < scored.values().length; i++) {
      double ours = scored.values()[i];
      double theirs = fitted.values()[i];
      if (!(Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs)))) {
        throw AutoMlErrors.scorersDiffer(i / scored.outputs(), ours, theirs);
      }
    }
  }
}
