package io.mudbrick.automl.internal.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-9);
  private static final Explanations.Effort ALL =
      new Explanations.Effort(true, 1, () -> false, Duration.ZERO);
  private static final List<String> COLOURS = List.of("red", "green", "blue");

  private static Frame rows(int count) {
    Random random = new Random(3);
    double[] a = new double[count];
    double[] b = new double[count];
    double[] noise = new double[count];
    String[] colour = new String[count];
    for (int i = 0; i < count; i++) {
      a[i] = random.nextGaussian();
      b[i] = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
      noise[i] = random.nextGaussian();
      colour[i] = COLOURS.get(random.nextInt(3));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("a", Column.doubles(a));
    columns.put("b", Column.doubles(b));
    columns.put("noise", Column.doubles(noise));
    columns.put("colour", Column.strings(colour));
    return Frame.of(columns);
  }

  /** Not a sum of its columns, and it cannot say how they contribute. */
  private static double product(Frame rows, int row) {
    double a = rows.column("a").number(row);
    double b = rows.column("b").number(row);
    boolean red = "red".equals(rows.column("colour").value(row));
    return a * (Double.isNaN(b) ? 0.5 : b) + (red ? 2 * a : 1);
  }

  private static Predictions products(Frame rows) {
    double[] values = new double[rows.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = product(rows, i);
    }
    return Predictions.values(Column.doubles(values));
  }

  private static Subject subject(Target target, Scorer scorer, Frame rows) {
    double[] truth = new double[rows.rows()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] =
          switch (target.classes().size()) {
            case 0 -> product(rows, i);
            case 2 -> product(rows, i) > 0.5 ? 1 : 0;
            default -> COLOURS.indexOf(String.valueOf(rows.column("colour").value(i)));
          };
    }
    return new Subject(target, scorer, rows, truth);
  }

  private static void adds_up(Shap shap, Subject subject) {
    double[] scores = subject.scores(shap.rows());
    Contributions told = shap.values();
    for (int row = 0; row < told.rows(); row++) {
      for (int k = 0; k < told.outputs(); k++) {
        double sum = told.base()[k];
        for (int c = 0; c < told.features().size(); c++) {
          sum += told.value(row, k, c);
        }
        assertThat(sum).isCloseTo(scores[row * told.outputs() + k], EXACT);
      }
    }
  }

  @Test
  void sampled_values_add_up_and_come_near_the_exact_ones() {
    Frame rows = rows(60);
    Subject subject = subject(Target.regression("y"), ExplanationsTest::products, rows);
    Explanations told = Explanations.of(subject, List.of(subject), ALL);
    Shap shap = told.shap();
    assertThat(shap).isNotNull();
    assertThat(shap.method()).isEqualTo(Shap.Method.SAMPLED);
    assertThat(shap.values().rows()).isEqualTo(60);
    adds_up(shap, subject);
    double[] exact = exact(shap.rows(), 5, rows);
    for (int c = 0; c < 4; c++) {
      assertThat(shap.values().value(5, 0, c)).isCloseTo(exact[c], Offset.offset(0.1));
    }
    assertThat(shap.importance(2)).isZero();
  }

  /** By all sets of columns, each against all rows (Shapley, 1953). */
  private static double[] exact(Frame explained, int row, Frame background) {
    int width = 4;
    double[] worth = new double[1 << width];
    for (int set = 0; set < worth.length; set++) {
      Frame mixed = background;
      for (int c = 0; c < width; c++) {
        if ((set >> c & 1) == 1) {
          String name = explained.names().get(c);
          Object own = explained.column(name).value(row);
          mixed = mixed.with(name, Column.of(Collections.nCopies(mixed.rows(), own)));
        }
      }
      for (int i = 0; i < mixed.rows(); i++) {
        worth[set] += product(mixed, i) / mixed.rows();
      }
    }
    double[] factorials = {1, 1, 2, 6, 24};
    double[] values = new double[width];
    for (int set = 0; set < worth.length; set++) {
      int size = Integer.bitCount(set);
      for (int c = 0; c < width; c++) {
        if ((set >> c & 1) == 0) {
          values[c] +=
              factorials[size]
                  * factorials[width - size - 1]
                  / factorials[width]
                  * (worth[set | 1 << c] - worth[set]);
        }
      }
    }
    return values;
  }

  @Test
  void sampled_values_of_classes_add_up_to_the_logs_of_their_probabilities() {
    Scorer scorer =
        rows -> {
          double[] probabilities = new double[rows.rows() * 3];
          Object[] labels = new Object[rows.rows()];
          for (int i = 0; i < rows.rows(); i++) {
            int colour = COLOURS.indexOf(String.valueOf(rows.column("colour").value(i)));
            double lift = 0.2 / (1 + Math.exp(-rows.column("a").number(i)));
            for (int k = 0; k < 3; k++) {
              probabilities[i * 3 + k] = k == colour ? 0.6 + lift : (0.4 - lift) / 2;
            }
            labels[i] = COLOURS.get(colour);
          }
          return Predictions.classes(Column.objects(labels), List.copyOf(COLOURS), probabilities);
        };
    Subject subject = subject(Target.multiclass("c", COLOURS), scorer, rows(40));
    Explanations told = Explanations.of(subject, List.of(subject), ALL);
    assertThat(told.shap()).isNotNull();
    assertThat(told.shap().values().outputs()).isEqualTo(3);
    adds_up(told.shap(), subject);
    assertThat(told.shap().ranked().get(0)).isEqualTo(3);
    assertThat(told.importance().get(0).column()).isEqualTo("colour");
    assertThat(told.dependence().get(0).mean()).hasSize(3);
  }

  private static Scorer linear(Frame rows, Target target, LinearModel.Link link) {
    Preparation preparation =
        Preparation.fit(rows)
            .oneHot("colour", 2)
            .numeric("a", Numbers.FOR_LINEAR)
            .numeric("b", Numbers.FOR_LINEAR)
            .build();
    double[] coefficients = new double[preparation.features().size()];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] = i - 1.5;
    }
    return ModelPackage.builder()
        .target(target)
        .preparation(preparation)
        .estimator(
            new LinearModel(
                link,
                preparation.features(),
                new double[][] {coefficients},
                new double[] {0.25},
                new double[coefficients.length]))
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build()
        .scorer();
  }

  @Test
  void a_linear_model_tells_its_raw_columns_exactly() {
    Frame rows = rows(300);
    Target target = Target.binary("y", "no", "yes", 0.5);
    Subject subject = subject(target, linear(rows, target, LinearModel.Link.LOGISTIC), rows);
    Explanations told = Explanations.of(subject, List.of(subject), ALL);
    assertThat(told.shap()).isNotNull();
    assertThat(told.shap().method()).isEqualTo(Shap.Method.EXACT);
    assertThat(told.shap().values().features()).containsExactly("colour", "a", "b");
    assertThat(told.shap().values().rows()).isEqualTo(200);
    adds_up(told.shap(), subject);
  }

  @Test
  void a_column_that_the_model_does_not_read_adds_no_loss() {
    Frame rows = rows(300);
    Subject subject = subject(Target.regression("y"), ExplanationsTest::products, rows);
    Explanations told =
        Explanations.of(subject, List.of(subject.sample(150, 1), subject.sample(150, 2)), ALL);
    assertThat(told.importance()).extracting(Importance::column).hasSize(4).startsWith("a");
    assertThat(told.importance().get(3).loss()).isZero();
    assertThat(told.importance().get(3).column()).isEqualTo("noise");
  }

  @Test
  void dependence_of_a_linear_model_is_a_line() {
    Frame rows = rows(300);
    Target target = Target.regression("y");
    Scorer scorer = linear(rows, target, LinearModel.Link.IDENTITY);
    Subject subject = subject(target, scorer, rows);
    Dependence a = Dependence.of(subject, "a");
    double slope = slope(a, 1);
    for (int i = 2; i < a.numbers().length; i++) {
      assertThat(slope(a, i)).isCloseTo(slope, Offset.offset(1e-5));
    }
    Dependence colour = Dependence.of(subject, "colour");
    assertThat(colour.values()).containsExactly("blue", "green", "red");
    assertThat(colour.numbers()).isEmpty();
    assertThat(colour.single()).hasSize(40).allMatch(line -> line.length == 3);
  }

  private static double slope(Dependence line, int i) {
    double[] mean = line.mean().get(0);
    return (mean[i] - mean[i - 1]) / (line.numbers()[i] - line.numbers()[i - 1]);
  }

  @Test
  void work_ends_when_the_time_is_over() {
    Frame rows = rows(100);
    Subject subject = subject(Target.regression("y"), ExplanationsTest::products, rows);
    AtomicInteger asked = new AtomicInteger();
    Explanations told =
        Explanations.of(
            subject,
            List.of(subject),
            new Explanations.Effort(true, 1, () -> asked.incrementAndGet() > 3, Duration.ZERO));
    assertThat(told.importance()).hasSize(2);
    assertThat(told.shap()).isNull();
    assertThat(told.dependence()).isEmpty();
  }

  @Test
  void the_least_of_it_is_told_even_when_the_time_is_over() {
    Frame rows = rows(100);
    Subject subject = subject(Target.regression("y"), ExplanationsTest::products, rows);
    Explanations told =
        Explanations.of(
            subject,
            List.of(subject),
            new Explanations.Effort(true, 1, () -> true, Duration.ofMinutes(1)));
    assertThat(told.importance()).hasSameSizeAs(rows.names());
    assertThat(told.shap()).isNotNull();
    assertThat(told.dependence()).isNotEmpty();
  }

  @Test
  void the_same_seed_tells_the_same() {
    Subject subject = subject(Target.regression("y"), ExplanationsTest::products, rows(80));
    Explanations one = Explanations.of(subject, List.of(subject), ALL);
    Explanations two = Explanations.of(subject, List.of(subject), ALL);
    assertThat(one.shap()).isNotNull();
    assertThat(two.shap()).isNotNull();
    assertThat(one.shap().values().values()).containsExactly(two.shap().values().values());
    assertThat(one.importance()).isEqualTo(two.importance());
  }
}
