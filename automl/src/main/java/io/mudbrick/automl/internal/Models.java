package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Encoded;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes a fitted candidate as a model directory and loads it as whoever serves it will. */
final class Models {
  /** Rounding: the library works in floats, the scorer in doubles where it may. */
  private static final double TOLERANCE = 1e-5;

  private Models() {}

  /** The model directory, loaded. */
  static LoadedModel write(
      Prepared prepared,
      Encoded encoded,
      Fitted fitted,
      String runId,
      String uuid,
      Instant created,
      Path directory) {
    ModelPackage.Builder model =
        ModelPackage.builder()
            .target(prepared.truth().target())
            .preparation(encoded.preparation())
            .estimator(fitted.estimator())
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
    model.build().write(directory);
    return ModelLoader.load(directory);
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
   * Makes sure that the scorer says what the library says that fitted the model.
   *
   * @throws io.mudbrick.platform.PlatformException INTERNAL_ERROR when it does not
   */
  static void compare(Predictions scored, double[] answers) {
    int classes = scored.classes().size();
    int outputs = classes > 2 ? classes : 1;
    for (int row = 0; row < scored.rows(); row++) {
      for (int i = 0; i < outputs; i++) {
        double ours = answer(scored, classes, row, i);
        double theirs = answers[row * outputs + i];
        if (!(Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs)))) {
          throw AutoMlErrors.scorersDiffer(row, ours, theirs);
        }
      }
    }
  }

  private static double answer(Predictions scored, int classes, int row, int output) {
    return switch (classes) {
      case 0 -> scored.values().number(row);
      case 2 -> scored.probability(row, 1);
      default -> scored.probability(row, output);
    };
  }
}
