package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Models that Tribuo trained and serialized, read without it, beside its own predictions. */
class TribuoTest {
  private static final int ROWS = 400;
  private static final List<String> TEXTS = List.of("red", "green", "blue");

  @TempDir private Path dir;

  static Stream<Arguments> models() {
    CARTClassificationTrainer tree = new CARTClassificationTrainer(5);
    CARTClassificationTrainer someFeatures = new CARTClassificationTrainer(5, 0.7f, 3);
    CARTRegressionTrainer values = new CARTRegressionTrainer(5);
    return Stream.of(
        Arguments.of("logistic", classes(new LogisticRegressionTrainer())),
        Arguments.of("hinge", classes(sgd())),
        Arguments.of("tree", classes(tree)),
        Arguments.of(
            "forest", classes(new RandomForestTrainer<>(someFeatures, new VotingCombiner(), 15))),
        Arguments.of(
            "soft forest",
            classes(new RandomForestTrainer<>(someFeatures, new FullyWeightedVotingCombiner(), 9))),
        Arguments.of("boosted", classes(new AdaBoostTrainer(tree, 6))),
        Arguments.of(
            "bag of forests",
            classes(
                new BaggingTrainer<>(
                    new RandomForestTrainer<>(someFeatures, new VotingCombiner(), 4),
                    new VotingCombiner(),
                    3))),
        Arguments.of("line", numbers(line(), 1)),
        Arguments.of("lines", numbers(line(), 2)),
        Arguments.of("values", numbers(values, 1)),
        Arguments.of("values of two", numbers(values, 2)),
        Arguments.of("joint values", numbers(new CARTJointRegressionTrainer(5, false), 2)),
        Arguments.of(
            "mean",
            numbers(
                new RandomForestTrainer<>(
                    new CARTRegressionTrainer(5, 5f, 0f, 0.7f, new MeanSquaredError(), 3),
                    new AveragingCombiner(),
                    8),
                2)));
  }

  /** The file of one of the models. */
  static byte[] serialized(String name) {
    return models()
        .filter(arguments -> arguments.get()[0].equals(name))
        .map(arguments -> ((Trained) arguments.get()[1]).model().serialize().toByteArray())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void answers_are_those_of_tribuo(String name, Trained trained) {
    NativeModel.tribuo(trained.model().serialize().toByteArray())
        .write(dir, MlModel.builder().created(Instant.EPOCH));
    LoadedModel loaded = ModelLoader.load(dir);
    Predictions answers = loaded.predict(trained.rows());
    for (int row = 0; row < ROWS; row++) {
      if (trained.answer(row).getOutput() instanceof Label label) {
        assertThat(answers.values().value(row)).isEqualTo(label.getLabel());
        check(trained.answer(row), answers, row);
      } else if (trained.answer(row).getOutput() instanceof Regressor own) {
        Object value = answers.values().value(row);
        for (Regressor.DimensionTuple dimension : own) {
          Object number = value instanceof Map<?, ?> map ? map.get(dimension.getName()) : value;
          assertThat((Double) number).isCloseTo(dimension.getValue(), within(1e-12));
        }
      }
    }
  }

  private static void check(Prediction<?> expected, Predictions answers, int row) {
    if (!expected.hasProbabilities()) {
      return;
    }
    for (int k = 0; k < answers.classes().size(); k++) {
      double score = ((Label) expected.getOutputScores().get(answers.classes().get(k))).getScore();
      assertThat(answers.probability(row, k)).isCloseTo(score, within(1e-12));
    }
  }

  @Test
  void columns_and_answers_are_the_signature() {
    Trained trained = classes(new LogisticRegressionTrainer());
    NativeModel model = NativeModel.tribuo(trained.model().serialize().toByteArray());
    ModelSignature signature = model.signature();
    assertThat(signature.inputs().fields())
        .extracting(Field::name)
        .containsExactly("a", "b", "colour");
    assertThat(signature.inputs().fields())
        .extracting(Field::type)
        .containsExactly(
            new FieldType.Scalar(DataType.DOUBLE),
            new FieldType.Scalar(DataType.DOUBLE),
            new FieldType.Scalar(DataType.STRING));
    model.write(dir, MlModel.builder());
    assertThatThrownBy(() -> ModelLoader.load(dir).scorer().score(Frame.row(Map.of("a", 1.0))))
        .hasMessageContaining("Model is missing inputs ['b', 'colour']");
  }

  @Test
  void other_kinds_are_refused_by_name_with_the_way_out() {
    byte[] constant =
        classes(DummyClassifierTrainer.createMostFrequentTrainer())
            .model()
            .serialize()
            .toByteArray();
    assertThatThrownBy(() -> NativeModel.tribuo(constant))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("DummyClassifierModelProto")
        .hasMessageContaining("ONNX");
    assertThatThrownBy(() -> NativeModel.tribuo(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Malformed Tribuo model");
  }

  @Test
  void hostile_trees_are_refused_with_the_reason() {
    byte[] tree = classes(new CARTClassificationTrainer(3)).model().serialize().toByteArray();
    int at = index(tree, "tribuo.common.tree.SplitNodeProto") + 33;
    // value: field 2, a length; then the root's own fields: parent -1 (ten bytes), its index, the
    // children
    int greater = at + 2;
    while (tree[greater] != 0x18) {
      greater++;
    }
    byte[] cycle = tree.clone();
    cycle[greater + 1] = 0;
    assertThatThrownBy(() -> NativeModel.tribuo(cycle)).hasMessageContaining("reached twice");
    byte[] far = tree.clone();
    far[greater + 1] = 0x7f;
    assertThatThrownBy(() -> NativeModel.tribuo(far)).hasMessageContaining("the child 127");
    for (int length = 0; length < tree.length; length += 31) {
      byte[] cut = Arrays.copyOf(tree, length);
      assertThatThrownBy(() -> NativeModel.tribuo(cut)).isInstanceOf(PlatformException.class);
    }
  }

  private static int index(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static LinearSGDTrainer sgd() {
    return new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 4, 1L);
  }

  private static org.tribuo.regression.sgd.linear.LinearSGDTrainer line() {
    return new org.tribuo.regression.sgd.linear.LinearSGDTrainer(
        new SquaredLoss(), new AdaGrad(0.1), 4, 1L);
  }

  private static Trained classes(Trainer<Label> trainer) {
    List<Example<Label>> examples = new ArrayList<>();
    Frame rows = rows();
    for (int i = 0; i < ROWS; i++) {
      double sum = rows.column("a").number(i) + rows.column("b").number(i);
      String label = sum > 1 ? "high" : sum < -1 ? "low" : "middle";
      examples.add(example(new Label(label), rows, i));
    }
    return Trained.of(trainer, examples, new LabelFactory(), rows);
  }

  private static Trained numbers(Trainer<Regressor> trainer, int dimensions) {
    List<Example<Regressor>> examples = new ArrayList<>();
    Frame rows = rows();
    for (int i = 0; i < ROWS; i++) {
      double a = rows.column("a").number(i);
      double b = rows.column("b").number(i);
      String[] names = Arrays.copyOf(new String[] {"sum", "difference"}, dimensions);
      double[] values = Arrays.copyOf(new double[] {a + b, a - 2 * b}, dimensions);
      examples.add(example(new Regressor(names, values), rows, i));
    }
    return Trained.of(trainer, examples, new RegressionFactory(), rows);
  }

  /** As Tribuo's field processors would name them. */
  private static <T extends Output<T>> Example<T> example(T output, Frame rows, int row) {
    return new ArrayExample<>(
        output,
        new String[] {"a", "b@value", "colour@" + rows.column("colour").value(row)},
        new double[] {rows.column("a").number(row), rows.column("b").number(row), 1});
  }

  private static Frame rows() {
    Random random = new Random(5);
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    String[] colours = new String[ROWS];
    for (int i = 0; i < ROWS; i++) {
      a[i] = random.nextGaussian();
      b[i] = random.nextGaussian();
      colours[i] = TEXTS.get(random.nextInt(3));
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("a", Column.doubles(a));
    columns.put("b", Column.doubles(b));
    columns.put("colour", Column.strings(colours));
    return Frame.of(columns);
  }

  /** A model beside its own answers. */
  private record Trained(Model<?> model, Frame rows, List<Prediction<?>> answers) {
    static <T extends Output<T>> Trained of(
        Trainer<T> trainer, List<Example<T>> examples, OutputFactory<T> factory, Frame rows) {
      Model<T> model =
          trainer.train(
              new MutableDataset<>(
                  new ListDataSource<>(
                      examples, factory, new SimpleDataSourceProvenance("test", factory))));
      return new Trained(model, rows, List.copyOf(model.predict(examples)));
    }

    Prediction<?> answer(int row) {
      return answers.get(row);
    }
  }
}
