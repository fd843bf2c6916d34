package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.PlatformException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Why a model answers as it does, on a sample of rows. Immutable.
 *
 * @param shap null when there was no time, or the model only answers slowly and not everything was
 *     asked for
 * @param importance by falling loss
 * @param dependence of the columns that matter most
 */
public record Explanations(
    Subject subject,
    @Nullable Shap shap,
    List<Importance> importance,
    List<Dependence> dependence) {
  private static final int MOST_JUDGED = 500;
  private static final int MOST_EXPLAINED = 200;
  private static final int MOST_DEPENDENT = 150;
  private static final int COLUMNS = 6;

  /** What is not everything takes some milliseconds of a small model. */
  private static final int FEW = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LITTLE_PATIENCE = Duration.ofMillis(500);

  /**
   * How much is looked at.
   *
   * @param everything all three; else permutation importance, and Shapley values of models that
   *     tell them themselves, on few rows
   * @param over asked between the steps: true ends the work with what there is
   * @param least how long each of the three may take even then
   */
  public record Effort(boolean everything, long seed, BooleanSupplier over, Duration least) {
    /** Whether the part of the work that begins now has to end. */
    private BooleanSupplier overFromNow() {
      long started = System.nanoTime();
      return () -> over.getAsBoolean() && System.nanoTime() - started >= least.toNanos();
    }
  }

  /**
   * Looks at a model.
   *
   * @param model with the rows that Shapley values and partial dependence are told of
   * @param judged rows with models that were not fitted on them, those of the folds say: for
   *     permutation importance
   */
  public static Explanations of(Subject model, List<Subject> judged, Effort effort) {
    boolean hurry = !effort.everything() || effort.over().getAsBoolean();
    int most = (hurry ? FEW : MOST_JUDGED) / judged.size();
    List<Subject> some =
        judged.stream().map(own -> own.sample(Math.max(1, most), effort.seed())).toList();
    List<Importance> importance = Importance.of(some, effort.seed(), effort.overFromNow());
    Shap shap = shap(model, effort);
    List<Dependence> dependence = new ArrayList<>();
    if (effort.everything()) {
      Subject rows = model.sample(MOST_DEPENDENT, effort.seed());
      BooleanSupplier over = effort.overFromNow();
      for (String name : important(shap, importance)) {
        if (!over.getAsBoolean()) {
          Dependence own = Dependence.of(rows, name);
          if (own.values().size() > 1) {
            dependence.add(own);
          }
        }
      }
    }
    return new Explanations(model, shap, importance, List.copyOf(dependence));
  }

  /** Of each explained row the output to look at: the class of the highest score. */
  public int[] predicted(Shap shap) {
    int outputs = shap.values().outputs();
    int[] best = new int[shap.values().rows()];
    for (int row = 0; row < best.length; row++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < outputs; k++) {
        double score = shap.values().base()[k];
        for (int c = 0; c < shap.values().features().size(); c++) {
          score += shap.values().value(row, k, c);
        }
        if (score > most) {
          most = score;
          best[row] = k;
        }
      }
    }
    return best;
  }

  private static @Nullable Shap shap(Subject model, Effort effort) {
    Shap exact = exact(model, effort, effort.overFromNow());
    // A model that is no sum, or a deep one, can only be asked, which takes many answers.
    return exact == null && effort.everything()
        ? new SamplingShap(model, effort.seed()).of(effort.overFromNow())
        : exact;
  }

  private static @Nullable Shap exact(Subject model, Effort effort, BooleanSupplier over) {
    boolean everything = effort.everything();
    Subject rows = model.sample(everything ? MOST_EXPLAINED : FEW, effort.seed());
    try {
      return Shap.exact(rows, everything ? PATIENCE : LITTLE_PATIENCE, over);
    } catch (PlatformException noSum) {
      return null;
    }
  }

  private static List<String> important(@Nullable Shap shap, List<Importance> importance) {
    List<String> names =
        shap == null
            ? importance.stream().map(Importance::column).toList()
            : shap.ranked().stream().map(shap.values().features()::get).toList();
    return names.subList(0, Math.min(COLUMNS, names.size()));
  }
}
