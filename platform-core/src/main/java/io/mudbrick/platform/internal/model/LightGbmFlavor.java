package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's {@code lightgbm} flavor, as Python writes a Booster: the text of its trees, scored as
 * {@code mlflow.pyfunc} scores it. LightGBM's scikit-learn classes are pickles, which only Python
 * loads.
 */
public final class LightGbmFlavor implements ModelFlavor {
  static final String NAME = "lightgbm";
  static final String FILE = "model.lgb";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 50;
  }

  static Map<String, @Nullable Object> config() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("code", null);
    config.put("data", FILE);
    config.put("lgb_version", PythonEnvironment.LIGHTGBM);
    config.put("model_class", "lightgbm.basic.Booster");
    return config;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    String kind = String.valueOf(config.getOrDefault("model_class", "lightgbm.basic.Booster"));
    if (!kind.endsWith(".Booster")) {
      throw ModelErrors.unsupported(
          "a '" + kind + "' is saved as a pickle; log its booster_, or export it to ONNX");
    }
    String data = ModelFiles.data(config, FILE);
    return new TableScorer(LightGbmModel.read(ModelFiles.bytes(dir, data)), model.signature());
  }

  /** Takes columns by position, as LightGBM does: of the signature when there is one. */
  private static final class TableScorer implements Scorer {
    private final LightGbmEnsemble trees;
    private final List<String> names;
    private final List<Map<String, Integer>> codes;
    private final @Nullable ModelSignature signature;

    TableScorer(LightGbmModel model, @Nullable ModelSignature signature) {
      this.trees = model.ensemble();
      this.names = model.featureNames();
      this.codes = model.categories().stream().map(TableScorer::codes).toList();
      this.signature = signature;
    }

    private static Map<String, Integer> codes(List<String> categories) {
      Map<String, Integer> codes = new HashMap<>();
      for (int i = 0; i < categories.size(); i++) {
        codes.putIfAbsent(categories.get(i), i);
      }
      return codes;
    }

    @Override
    public Predictions score(Frame rows) {
      int outputs = trees.outputs();
      double[] answers = new double[Math.multiplyExact(rows.rows(), outputs)];
      LightGbmEnsemble.Walker walker = trees.evaluator();
      int most = rows.rows() == 1 ? 1 : walker.block();
      List<Column> columns = columns(rows);
      for (int from = 0; from < rows.rows(); from += most) {
        int some = Math.min(most, rows.rows() - from);
        for (int i = 0; i < some; i++) {
          fill(columns, from + i, walker.rows(), i * columns.size());
        }
        walker.predict(some, answers, from * outputs);
      }
      if (outputs == 1 && !trees.link().byClass()) {
        return Predictions.values(Column.doubles(answers));
      }
      List<Object> lists = new ArrayList<>();
      for (int row = 0; row < rows.rows(); row++) {
        lists.add(Arrays.stream(answers, row * outputs, (row + 1) * outputs).boxed().toList());
      }
      return Predictions.values(Column.of(lists));
    }

    @Override
    public Contributions contributions(Frame rows) {
      int outputs = trees.outputs();
      int width = trees.features();
      double[] values = new double[Math.multiplyExact(rows.rows(), outputs * width)];
      double[] base = new double[outputs];
      double[] own = new double[outputs * (width + 1)];
      LightGbmEnsemble.Walker walker = trees.evaluator();
      List<Column> columns = columns(rows);
      for (int row = 0; row < rows.rows(); row++) {
        fill(columns, row, walker.rows(), 0);
        walker.contributions(own);
        for (int k = 0; k < outputs; k++) {
          System.arraycopy(own, k * (width + 1), values, (row * outputs + k) * width, width);
          base[k] = own[k * (width + 1) + width];
        }
      }
      return new Contributions(rows.rows(), order(rows), outputs, base, values);
    }

    private List<Column> columns(Frame rows) {
      return order(rows).stream().map(rows::column).toList();
    }

    private void fill(List<Column> columns, int row, double[] values, int at) {
      for (int i = 0; i < columns.size(); i++) {
        values[at + i] = number(columns.get(i), row, codes.get(i));
      }
    }

    private List<String> order(Frame rows) {
      List<String> given =
          signature != null
              ? signature.inputs().names()
              : rows.columns().keySet().containsAll(names) ? names : rows.names();
      if (given.size() != trees.features()) {
        throw ModelErrors.tooFewColumns(trees.features(), given.size());
      }
      return given;
    }

    /** A category that training did not see is missing, as it is to LightGBM's Python package. */
    private static double number(Column column, int row, Map<String, Integer> codes) {
      if (codes.isEmpty()) {
        return column.number(row);
      }
      Integer code = codes.get(column.text(row));
      return code == null ? Double.NaN : code;
    }
  }
}
