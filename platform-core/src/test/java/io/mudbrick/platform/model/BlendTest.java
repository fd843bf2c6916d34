package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlendTest {
  private static final Offset<Double> NEAR = Offset.offset(1e-5);

  @TempDir Path dir;

  private static Frame frame(Trained trained) {
    LinkedHashMap<String, Column> columns = new LinkedHashMap<>();
    for (int k = 0; k < trained.width(); k++) {
      double[] values = new double[trained.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = trained.rows()[i * trained.width() + k];
      }
      columns.put("f" + k, Column.doubles(values));
    }
    return Frame.of(columns);
  }

  private static Preparation asIs(Frame rows) {
    PreparationBuilder builder = Preparation.fit(rows);
    rows.names().forEach(name -> builder.numeric(name, Numbers.FOR_TREES));
    return builder.build();
  }

  /** Of two columns only, one of them made into two features. */
  private static Member linear(Frame rows, LinearModel.Link link, double weight) {
    Preparation preparation =
        Preparation.fit(rows)
            .numeric("f4", Numbers.FOR_LINEAR)
            .numeric("f1", Numbers.FOR_LINEAR)
            .build();
    double[] zeros = new double[preparation.features().size()];
    double[] coefficients = {0.5, -0.25, 0.125, 0.75};
    return new Member(
        preparation,
        new LinearModel(
            link, preparation.features(), new double[][] {coefficients}, new double[] {0.1}, zeros),
        weight);
  }

  private static ModelPackage.Builder pack(Frame rows, Target target, Member... members) {
    return ModelPackage.builder()
        .target(target)
        .members(List.of(members))
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH);
  }

  private static Member trees(Frame rows, Trained trained, double weight) {
    return new Member(asIs(rows), trained.estimator(), weight);
  }

  @Test
  void the_answer_is_the_mean_of_the_members_answers_by_their_weights() {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    Target target = Target.binary("y", "no", "yes", 0.5);
    Member[] members = {
      trees(rows, trained, 3),
      trees(rows, Trained.on("binary:logistic", 1, Map.of("max_depth", 2), 9), 2),
      linear(rows, LinearModel.Link.LOGISTIC, 1)
    };
    pack(rows, target, members).build().write(dir);
    assertThat(dir.resolve("members")).isDirectoryContaining("glob:**/0-model.ubj");
    assertThat(dir.resolve("preparation-1.json")).exists();
    assertThat(dir.resolve("preparation-2.json")).doesNotExist();
    LoadedModel loaded = ModelLoader.load(dir);
    assertThat(loaded.descriptor().flavors().keySet())
        .containsExactlyInAnyOrder("python_function", "mudbrick");
    Predictions blend = loaded.predict(rows);
    for (int i = 0; i < rows.rows(); i++) {
      double sum = 0;
      for (Member member : members) {
        Frame row = rows.slice(i, i + 1);
        Predictions own = pack(rows, target, member).build().scorer().score(row);
        sum += member.weight() * own.probability(0, 1);
      }
      assertThat(blend.probability(i, 1)).isEqualTo(sum / 6);
      assertThat(blend.values().value(i)).isEqualTo(sum / 6 >= 0.5 ? "yes" : "no");
    }
  }

  @Test
  void a_sharp_blend_answers_a_power_of_the_mean_and_tells_as_much_more() {
    Trained trained = Trained.on("multi:softprob", 3, Map.of(), 5);
    Frame rows = frame(trained).slice(0, 40);
    Target target = Target.multiclass("y", List.of(1L, 2L, 3L));
    Member[] members = {
      trees(rows, trained, 0.3),
      trees(rows, Trained.on("multi:softprob", 3, Map.of("eta", 0.1), 3), 0.7)
    };
    Scorer plain = pack(rows, target, members).build().scorer();
    pack(rows, target, members).sharpness(1.5).build().write(dir);
    LoadedModel sharp = ModelLoader.load(dir);
    assertThat(sharp.descriptor().flavors().get("mudbrick")).containsEntry("version", 3L);
    Predictions mean = plain.score(rows);
    Predictions power = sharp.predict(rows);
    for (int i = 0; i < rows.rows(); i++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += Math.pow(mean.probability(i, k), 1.5);
      }
      for (int k = 0; k < 3; k++) {
        assertThat(power.probability(i, k)).isEqualTo(Math.pow(mean.probability(i, k), 1.5) / sum);
      }
      assertThat(power.values().value(i)).isEqualTo(mean.values().value(i));
    }
    Contributions more = sharp.scorer().contributions(rows);
    Contributions less = plain.contributions(rows);
    assertThat(more.value(7, 1, 2)).isEqualTo(1.5 * less.value(7, 1, 2));
  }

  @Test
  void sharpness_is_a_number_above_0_and_of_classes() {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    Member member = trees(rows, trained, 1);
    for (double sharpness : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  pack(rows, Target.binary("y", "no", "yes", 0.5), member)
                      .sharpness(sharpness)
                      .build()
                      .scorer())
          .hasMessageContaining("sharpness");
    }
    assertThatThrownBy(
            () -> pack(rows, Target.regression("y"), member).sharpness(2).build().scorer())
        .hasMessageContaining("sharpness");
  }

  @Test
  void a_row_alone_has_the_bits_it_has_in_a_batch() {
    Trained trained = Trained.on("multi:softprob", 3, Map.of(), 5);
    Frame rows = frame(trained);
    Scorer scorer =
        pack(
                rows,
                Target.multiclass("y", List.of(1L, 2L, 3L)),
                trees(rows, trained, 0.3),
                trees(rows, Trained.on("multi:softprob", 3, Map.of("eta", 0.1), 3), 0.7))
            .build()
            .scorer();
    Predictions batch = scorer.score(rows);
    for (int i = 0; i < rows.rows(); i++) {
      Predictions alone = scorer.score(rows.slice(i, i + 1));
      for (int k = 0; k < 3; k++) {
        assertThat(Double.doubleToRawLongBits(alone.probability(0, k)))
            .isEqualTo(Double.doubleToRawLongBits(batch.probability(i, k)));
      }
    }
  }

  @Test
  void contributions_of_a_regression_add_up_to_its_answer() {
    Trained trained = Trained.on("reg:squarederror", 0, Map.of(), 12);
    Frame rows = frame(trained).slice(0, 60);
    Scorer scorer =
        pack(
                rows,
                Target.regression("y"),
                trees(rows, trained, 2),
                linear(rows, LinearModel.Link.IDENTITY, 1))
            .build()
            .scorer();
    Contributions told = scorer.contributions(rows);
    assertThat(told.features()).containsExactly("f0", "f1", "f2", "f3", "f4", "f5", "f6");
    assertThat(scorer.contributionsByColumn(rows).values()).containsExactly(told.values());
    Predictions answers = scorer.score(rows);
    for (int i = 0; i < rows.rows(); i++) {
      double sum = told.base()[0];
      for (int f = 0; f < told.features().size(); f++) {
        sum += told.value(i, 0, f);
      }
      assertThat(sum).isCloseTo(answers.values().number(i), NEAR);
    }
  }

  @Test
  void contributions_of_a_bagged_classifier_are_the_mean_of_its_members() {
    Trained one = Trained.binary();
    Trained two = Trained.on("binary:logistic", 1, Map.of("max_depth", 2), 9);
    Frame rows = frame(one).slice(0, 20);
    Target target = Target.binary("y", false, true, 0.5);
    Contributions blend =
        pack(rows, target, trees(rows, one, 1), trees(rows, two, 1))
            .build()
            .scorer()
            .contributions(rows);
    Contributions first =
        pack(rows, target, trees(rows, one, 1)).build().scorer().contributions(rows);
    Contributions second =
        pack(rows, target, trees(rows, two, 1)).build().scorer().contributions(rows);
    for (int i = 0; i < blend.values().length; i++) {
      assertThat(blend.values()[i])
          .isCloseTo((first.values()[i] + second.values()[i]) / 2, Offset.offset(1e-12));
    }
    assertThat(blend.base()[0]).isCloseTo((first.base()[0] + second.base()[0]) / 2, NEAR);
  }

  @Test
  void members_on_different_scales_do_not_explain_themselves() {
    Trained counts = Trained.on("count:poisson", 0, Map.of(), 5);
    Frame rows = frame(counts).slice(0, 60);
    Scorer scorer =
        pack(
                rows,
                Target.regression("y"),
                trees(rows, counts, 1),
                linear(rows, LinearModel.Link.IDENTITY, 1))
            .build()
            .scorer();
    assertThat(scorer.score(rows).rows()).isEqualTo(60);
    assertThatThrownBy(() -> scorer.contributions(rows))
        .hasMessageContaining("raw scores are on different scales");
  }

  @Test
  void members_that_do_not_fit_together_are_refused() {
    Trained two = Trained.binary();
    Frame rows = frame(two);
    Member three = trees(rows, Trained.on("multi:softprob", 3, Map.of(), 2), 1);
    ModelPackage model = pack(rows, Target.regression("y"), trees(rows, two, 1), three).build();
    assertThatThrownBy(() -> model.write(dir)).hasMessageContaining("1 outputs and another 3");
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> trees(rows, two, weight)).hasMessageContaining("weight of a member");
    }
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void a_malformed_list_of_members_is_refused() throws IOException {
    Trained trained = Trained.binary();
    Frame rows = frame(trained);
    pack(rows, Target.regression("y"), trees(rows, trained, 1), trees(rows, trained, 2))
        .build()
        .write(dir);
    String yaml = Files.readString(dir.resolve("MLmodel"));
    for (Map.Entry<String, String> change :
        Map.of(
                "version: 2", "version: 3",
                "weight: 2.0", "weight: -2.0",
                "weight: 1.0", "weight: x",
                "members:", "others:",
                "estimator: xgboost", "estimator: pickle")
            .entrySet()) {
      Files.writeString(dir.resolve("MLmodel"), yaml.replace(change.getKey(), change.getValue()));
      assertThatThrownBy(() -> ModelLoader.load(dir))
          .as(change.getValue())
          .isInstanceOf(PlatformException.class);
    }
  }
}
