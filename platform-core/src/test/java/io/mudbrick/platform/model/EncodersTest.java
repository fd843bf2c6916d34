package io.mudbrick.platform.model;

import static io.mudbrick.platform.model.EncodedRows.row;
import static io.mudbrick.platform.model.EncodedRows.step;
import static io.mudbrick.platform.model.EncodedRows.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.ColumnEncoder.Imputed;
import io.mudbrick.platform.model.ColumnEncoder.Lookup;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EncodersTest {
  private static final Offset<Float> NEARLY = within(1e-6f);

  @Test
  void missing_is_a_level_of_its_own_and_rare_categories_share_one() {
    Frame training = texts("x", "x", "y", "y", "z", null);
    Preparation preparation = Preparation.fit(training).oneHot("c", 9, 2).build();

    assertThat(preparation.features()).containsExactly("c=x", "c=y", "c=(missing)", "c=(other)");
    assertThat(row(preparation, training, 0)).containsExactly(1, 0, 0, 0);
    assertThat(row(preparation, training, 4)).containsExactly(0, 0, 0, 1);
    assertThat(row(preparation, training, 5)).containsExactly(0, 0, 1, 0);
    assertThat(row(preparation, texts("new"), 0)).containsExactly(0, 0, 0, 1);
  }

  @Test
  void without_missing_and_rare_ones_there_are_the_categories_only() {
    Preparation preparation = Preparation.fit(texts("x", "y")).oneHot("c", 9, 1).build();

    assertThat(preparation.features()).containsExactly("c=x", "c=y");
    assertThat(row(preparation, texts("new"), 0)).containsExactly(0, 0);
  }

  /** scikit-learn 1.x: {@code FeatureHasher(8, input_type="string", alternate_sign=False)}. */
  @Test
  void hashed_categories_fall_into_the_buckets_of_scikit_learn() {
    Frame rows = texts("a", "bc", "def", "ghij", "Zürich", "a longer text of it", null);
    Preparation preparation = Preparation.fit(rows).hashed("c", 8).build();

    List<Integer> buckets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      float[] row = row(preparation, rows, i);
      for (int k = 0; k < row.length; k++) {
        if (row[k] == 1) {
          buckets.add(k);
        }
      }
    }
    assertThat(buckets).containsExactly(2, 4, 6, 1, 1, 5);
    assertThat(row(preparation, rows, 6)).containsOnly(0);
  }

  @Test
  void a_lookup_knows_missing_from_unseen() {
    Preparation preparation =
        step(
            new Lookup(
                List.of("mean", "share"),
                Map.of("x", List.of(3.0, 0.5)),
                List.of(Double.NaN, 0.1),
                List.of(2.0, 0.0)));

    Frame rows = texts("x", null, "new");
    assertThat(preparation.features()).containsExactly("c.mean", "c.share");
    assertThat(row(preparation, rows, 0)).containsExactly(3, 0.5f);
    assertThat(row(preparation, rows, 1)).containsExactly(Float.NaN, 0.1f);
    assertThat(row(preparation, rows, 2)).containsExactly(2, 0);
  }

  @Test
  void frequencies_are_shares_of_all_rows() {
    Frame rows = texts("x", "x", "y", null);
    Preparation preparation = Preparation.fit(rows).frequency("c").build();

    assertThat(preparation.apply(rows).values()).containsExactly(0.5f, 0.5f, 0.25f, 0.25f);
    assertThat(row(preparation, texts("new"), 0)).containsExactly(0);
  }

  @Test
  void codes_tell_trees_of_categories() {
    Frame rows = texts("y", "x", "x", "z", null);
    Preparation preparation =
        Preparation.fit(rows.with("n", Column.doubles(1, 2, 3, 4, 5)))
            .codes("c", 2, 1)
            .numeric("n", Numbers.FOR_TREES)
            .build();

    assertThat(preparation.codes()).containsExactly(3, 0);
    FeatureMatrix matrix = preparation.apply(rows.with("n", Column.doubles(1, 2, 3, 4, 5)));
    assertThat(matrix.at(0, 0)).isEqualTo(1);
    assertThat(matrix.at(1, 0)).isZero();
    assertThat(matrix.at(3, 0)).isEqualTo(2);
    assertThat(matrix.at(4, 0)).isNaN();
  }

  /** scikit-learn 1.x: {@code TfidfVectorizer(ngram_range=(1,2), min_df=2, sublinear_tf=True)}. */
  @Test
  void words_weigh_as_in_scikit_learn() {
    Frame rows =
        texts(
            "The battery died after two days. The battery!",
            "Great battery, great screen",
            "screen died",
            "two great days",
            "Nothing_here at all");
    Preparation preparation = Preparation.fit(rows).words("c", 100, 2).build();

    assertThat(preparation.features())
        .containsExactly("c:battery", "c:days", "c:died", "c:great", "c:screen", "c:two");
    assertThat(row(preparation, rows, 0))
        .containsExactly(
            new float[] {0.69903033f, 0.41285857f, 0.41285857f, 0, 0, 0.41285857f}, NEARLY);
    assertThat(row(preparation, rows, 1))
        .containsExactly(new float[] {0.45329466f, 0, 0, 0.76749457f, 0.45329466f, 0}, NEARLY);
    assertThat(row(preparation, rows, 4)).containsOnly(0);
    assertThat(row(preparation, texts((String) null), 0)).containsOnly(0);
  }

  @Test
  void the_most_frequent_pairs_of_words_are_terms_too() {
    Preparation preparation =
        Preparation.fit(texts("not good", "not good", "good")).words("c", 3, 1).build();

    assertThat(preparation.features()).containsExactly("c:good", "c:not", "c:not good");
  }

  @Test
  void dates_go_round_in_circles_and_know_holidays() {
    Frame rows = texts("2026-01-01T06:00:00", "2026-01-03T00:00:00");
    Preparation preparation =
        Preparation.fit(rows)
            .dates(
                "c",
                List.of(
                    DatePart.YEAR,
                    DatePart.DAY_SIN,
                    DatePart.DAY_COS,
                    DatePart.WEEKEND,
                    DatePart.HOLIDAY,
                    DatePart.EPOCH_SECOND),
                List.of(LocalDate.of(2026, 1, 1)),
                Numbers.FOR_TREES)
            .build();

    assertThat(preparation.features())
        .containsExactly("c.day_sin", "c.day_cos", "c.weekend", "c.holiday", "c.epoch_second");
    assertThat(row(preparation, rows, 0))
        .containsExactly(new float[] {1, 0, 0, 1, 1767247200f}, NEARLY);
    assertThat(row(preparation, rows, 1))
        .containsExactly(new float[] {0, 1, 1, 0, 1767398400f}, NEARLY);
  }

  @Test
  void lists_are_a_feature_an_element() {
    Frame rows =
        Frame.of(
            Map.of(
                "c",
                Column.objects(
                    List.of(1, 2.5), new double[] {3, 4}, new float[] {5, 6}, List.of(1), null)));
    Preparation preparation =
        Preparation.fit(rows.slice(0, 3)).elements("c", Numbers.FOR_TREES).build();

    assertThat(preparation.features()).containsExactly("c#0", "c#1");
    assertThat(row(preparation, rows, 0)).containsExactly(1, 2.5f);
    assertThat(row(preparation, rows, 2)).containsExactly(5, 6);
    assertThat(row(preparation, rows, 3)).containsOnly(Float.NaN);
    assertThat(row(preparation, rows, 4)).containsOnly(Float.NaN);
    assertThatThrownBy(() -> preparation.apply(texts("no list")))
        .isInstanceOf(PlatformException.class)
        .hasMessage("'no list' is not a number.");
  }

  @Test
  void one_row_is_encoded_as_in_a_batch_and_json_keeps_it() {
    Frame rows =
        Frame.split(
            List.of("c", "t", "n", "w", "s", "l"),
            List.of(
                Arrays.asList("x", "3/4/2026 10:00", "1,200", "good and cheap", 1.0, List.of(1, 2)),
                Arrays.asList(null, "2026-01-02", "n/a", null, 50.0, null),
                Arrays.asList("y", null, null, "not good", null, List.of(3, 4)),
                Arrays.asList("x", "2026-12-25", "7", "good good", 1e6, List.of(5))));
    Parsed times = new Parsed(Reading.TIME, List.of("iso", "M/d/uuuu H:mm"), Numeric.AS_IS);
    List<Preparation.Step> steps =
        new ArrayList<>(
            Preparation.fit(rows)
                .oneHot("c", 1, 1)
                .hashed("c", 3)
                .frequency("c")
                .codes("c", 9, 1)
                .words("w", 9, 1)
                .shaped("s", Numbers.FOR_LINEAR)
                .elements("l", Numbers.FOR_LINEAR)
                .build()
                .steps());
    Preparation dates =
        Preparation.fit(rows.with("t", times.read(rows.column("t"))))
            .dates(
                "t",
                List.of(DatePart.values()),
                List.of(LocalDate.of(2026, 12, 25)),
                Numbers.FOR_LINEAR)
            .build();
    steps.add(
        new Preparation.Step(
            "t", new Parsed(Reading.TIME, times.formats(), dates.steps().get(0).encoder())));
    steps.add(
        new Preparation.Step(
            "n", new Parsed(Reading.NUMBER, List.of(), new Imputed(-1.0, Numeric.AS_IS))));
    steps.add(new Preparation.Step("c", new Imputed("x", new ColumnEncoder.Ordinal(List.of("x")))));
    Preparation preparation = new Preparation(steps);
    Preparation read = Preparation.parse(preparation.toJson());

    assertThat(read.steps()).isEqualTo(preparation.steps());
    FeatureMatrix batch = preparation.apply(rows);
    for (int i = 0; i < rows.rows(); i++) {
      float[] expected =
          Arrays.copyOfRange(batch.values(), i * batch.width(), (i + 1) * batch.width());
      assertThat(preparation.apply(rows.slice(i, i + 1)).values()).containsExactly(expected);
      assertThat(read.apply(Frame.row(rows.rowAt(i))).values()).containsExactly(expected);
    }
  }

  @Test
  void bad_steps_are_refused() {
    for (String step :
        List.of(
            "'step':'hashed','buckets':0",
            "'step':'hashed','buckets':2000000000",
            "'step':'lookup','outputs':['a'],'values':{'x':[1,2]},'missing':[0],'unseen':[0]",
            "'step':'lookup','outputs':['a'],'values':{},'missing':[],'unseen':[0]",
            "'step':'words','terms':['a'],'weights':[]",
            "'step':'shaped','shape':'none','low':0,'high':1,'unit':0,'shift':0,'scale':1",
            "'step':'shaped','shape':'exec','low':0,'high':1,'unit':1,'shift':0,'scale':1",
            "'step':'parsed','reading':'time','formats':['bbb{'],'then':{'step':'hashed','buckets':1}",
            "'step':'parsed','reading':'time','formats':[]",
            "'step':'imputed','value':[1],'then':{'step':'hashed','buckets':1}",
            "'step':'date_parts','parts':[],'holidays':['soon']")) {
      String json =
          "{'format':'mudbrick.preparation','version':1,'steps':[{'column':'c',%s}]}"
              .formatted(step)
              .replace('\'', '"');
      assertThatThrownBy(() -> Preparation.parse(json))
          .as(step)
          .isInstanceOf(PlatformException.class);
    }
  }
}
