package io.mudbrick.automl.internal.judging;

import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.Preparation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The models of one candidate, a fold each: what they answer together, and how good that is.
 * Immutable.
 */
public final class FoldModels {
  /** So many rows tell how well a model knows what it learned. */
  private static final int TRAINING_ROWS = 1000;

  /** So many rows tell whether two scorers are one. */
  private static final int COMPARED_ROWS = 100;

  private final Judging judging;
  private final Prepared prepared;
  private final Encoding encoding;
  private final List<Fitted> fits;
  private final Answers answers;
  private final @Nullable Answers test;

  /**
   * @param test the test rows as features; null when there are none
   */
  public FoldModels(
      Judging judging,
      Prepared prepared,
      Encoding encoding,
      List<Fitted> fits,
      @Nullable FeatureMatrix test) {
    this.judging = judging;
    this.prepared = prepared;
    this.encoding = encoding;
    this.fits = List.copyOf(fits);
    this.answers = judging.gather(IntStream.range(0, fits.size()).mapToObj(this::judged).toList());
    this.test =
        test == null ? null : Models.ask(first(), test, IntStream.range(0, test.rows()).toArray());
  }

  /**
   * What a fold's model will answer when it is served. Boosted trees and forests answer the same
   * bits wherever they are, so that theirs need not be asked for again.
   */
  private Answers judged(int fold) {
    Fitted fitted = fits.get(fold);
    return fitted.estimator() instanceof Estimator.XgBoost
        ? judging.answers(fitted)
        : Models.ask(
            FeatureModel.of(fitted.estimator()),
            prepared.encoded(encoding).rows(),
            prepared.folds().get(fold).validation());
  }

  /** The test rows as features of that kind; null when there are none. */
  public static @Nullable FeatureMatrix test(Prepared prepared, Encoding encoding) {
    return prepared.test().truth().length == 0
        ? null
        : prepared.encoded(encoding).preparation().apply(prepared.test().rows());
  }

  private FeatureModel first() {
    return FeatureModel.of(fits.get(0).estimator());
  }

  /** For the rows that are judged, each by the model that has not seen it. */
  public Answers answers() {
    return answers;
  }

  /** For the test rows; null when there are none. */
  public @Nullable Answers test() {
    return test;
  }

  /** The folds' models side by side, each as heavy as the others. */
  public List<Member> members() {
    Preparation preparation = prepared.encoded(encoding).preparation();
    return fits.stream()
        .map(fitted -> new Member(preparation, fitted.estimator(), 1.0 / fits.size()))
        .toList();
  }

  /**
   * Measures what the first fold's model knows of the rows that it learned from, what all know of
   * the rows that they are judged on, and what the first knows of the test rows. Where there are
   * none, every row was judged by a model that has not seen it, and that is the test.
   */
  public Map<String, Double> metrics() {
    int[] learned = thin(prepared.folds().get(0).train());
    Answers known = Models.ask(first(), prepared.encoded(encoding).rows(), learned);
    Map<String, Double> metrics = new LinkedHashMap<>();
    put(
        metrics,
        MetricNames.TRAINING,
        judging.measure(known, prepared.truth().at(learned), prepared.weights(learned)));
    Map<String, Double> validation = new LinkedHashMap<>();
    put(validation, "", judging.measure(answers));
    validation.forEach((name, value) -> metrics.put(MetricNames.VALIDATION + name, value));
    if (test == null) {
      validation.forEach((name, value) -> metrics.put(MetricNames.TEST + name, value));
    } else {
      put(
          metrics,
          MetricNames.TEST,
          judging.measure(test, prepared.test().truth(), prepared.test().weights()));
    }
    return metrics;
  }

  /**
   * Makes sure that the first fold's model is served as it was fitted.
   *
   * @throws io.mudbrick.platform.PlatformException INTERNAL_ERROR when it is not
   */
  public void check() {
    Fold fold = prepared.folds().get(0);
    int[] compared =
        Arrays.copyOf(fold.validation(), Math.min(COMPARED_ROWS, fold.validation().length));
    Models.compare(
        Models.ask(first(), prepared.encoded(encoding).rows(), compared),
        judging.answers(fits.get(0)));
  }

  private static int[] thin(int[] rows) {
    int kept = Math.min(TRAINING_ROWS, rows.length);
    return IntStream.range(0, kept).map(i -> rows[(int) ((long) i * rows.length / kept)]).toArray();
  }

  public static void put(Map<String, Double> metrics, String prefix, Measured measured) {
    measured.metrics().forEach((name, value) -> metrics.put(prefix + name, value));
    if (prefix.equals(MetricNames.TRAINING)) {
      return; // how sure one is of rows that were learned from tells nothing
    }
    measured
        .intervals()
        .forEach(
            (name, interval) -> {
              metrics.put(prefix + name + MetricNames.LOW, interval.low());
              metrics.put(prefix + name + MetricNames.HIGH, interval.high());
            });
  }
}
