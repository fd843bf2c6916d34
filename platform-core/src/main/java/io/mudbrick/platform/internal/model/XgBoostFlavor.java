package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's {@code xgboost} flavor, as Python writes it: a native model file, scored as {@code
 * mlflow.pyfunc} scores it. A Booster answers probabilities or values, an XGBClassifier the number
 * of the class.
 */
public final class XgBoostFlavor implements ModelFlavor {
  static final String NAME = "xgboost";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 50;
  }

  static Map<String, @Nullable Object> config(
      String data, Estimator.Format format, String version) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("code", null);
    config.put("data", data);
    config.put("model_class", "xgboost.core.Booster");
    config.put("model_format", format == Estimator.Format.UBJ ? "ubj" : "json");
    config.put("xgb_version", version);
    return config;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    String data = config.get("data") instanceof String text ? text : "model.xgb";
    byte[] bytes = ModelFiles.bytes(dir, data);
    XgBoostModel trees = XgBoostModel.read(bytes, format(bytes));
    String kind = String.valueOf(config.getOrDefault("model_class", "xgboost.core.Booster"));
    boolean booster = kind.endsWith(".Booster");
    return new MatrixScorer(
        booster ? trees : trees.upToBest(),
        kind.endsWith("Classifier"),
        names(trees, model.signature()));
  }

  /**
   * Told by the first bytes, since a name may lie.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is neither format
   */
  static Estimator.Format format(byte[] bytes) {
    if (bytes.length > 1 && bytes[0] == '{') {
      return "LlIiU#$".indexOf(bytes[1]) >= 0 ? Estimator.Format.UBJ : Estimator.Format.JSON;
    }
    throw ModelErrors.unsupported(
        "its data is neither UBJSON nor JSON; save it again with a recent XGBoost");
  }

  private static List<String> names(XgBoostModel trees, @Nullable ModelSignature signature) {
    if (!trees.featureNames().isEmpty()) {
      return trees.featureNames();
    }
    return signature == null ? List.of() : signature.inputs().names();
  }

  private static final class MatrixScorer implements Scorer {
    private final FeatureModel model;
    private final boolean softmax;
    private final boolean answersClass;
    private final boolean classifier;
    private final List<String> names;

    MatrixScorer(XgBoostModel trees, boolean classifier, List<String> names) {
      this.model = trees.ensemble();
      this.softmax = trees.objective() == Objective.SOFTMAX;
      this.answersClass = trees.objectiveName().equals("multi:softmax");
      this.classifier = classifier;
      this.names = names;
    }

    @Override
    public Predictions score(Frame rows) {
      return decode(bind(rows).predict(rows), rows.rows());
    }

    @Override
    public Contributions contributions(Frame rows) {
      return bind(rows).contributions(rows);
    }

    /** Neither the model nor a signature may name the columns: then the rows do. */
    private RowModel bind(Frame rows) {
      List<String> order = names.isEmpty() ? rows.names() : names;
      if (order.size() != model.features()) {
        throw ModelErrors.tooFewColumns(model.features(), order.size());
      }
      List<Preparation.Step> steps = new ArrayList<>();
      order.forEach(name -> steps.add(new Preparation.Step(name, ColumnEncoder.Numeric.AS_IS)));
      return new RowModel(new Preparation(steps), model);
    }

    private Predictions decode(double[] answers, int rows) {
      if (classifier) {
        return classes(answers, rows);
      }
      if (!softmax) {
        return Predictions.values(Column.doubles(answers));
      }
      int width = model.outputs();
      Object[] out = new Object[rows];
      for (int i = 0; i < rows; i++) {
        List<Object> own = new ArrayList<>(width);
        for (int k = 0; k < width; k++) {
          own.add(answers[i * width + k]);
        }
        out[i] =
            answersClass ? (Object) (double) PreparedScorer.argmax(answers, i * width, width) : own;
      }
      return Predictions.values(Column.of(java.util.Arrays.asList(out)));
    }

    private Predictions classes(double[] answers, int rows) {
      int width = softmax ? model.outputs() : 2;
      double[] probabilities = softmax ? answers : PreparedScorer.pairs(answers);
      long[] labels = new long[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] =
            softmax ? PreparedScorer.argmax(answers, i * width, width) : (answers[i] > 0.5 ? 1 : 0);
      }
      List<Object> classes = new ArrayList<>();
      for (long k = 0; k < width; k++) {
        classes.add(k);
      }
      return Predictions.classes(Column.longs(labels), classes, probabilities);
    }
  }
}
