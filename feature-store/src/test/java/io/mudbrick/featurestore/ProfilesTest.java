package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.catalog.ColumnMask;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.FeatureDrift;
import io.mudbrick.featurestore.profile.FeatureProfile;
import io.mudbrick.featurestore.profile.FeatureProfiles;
import io.mudbrick.featurestore.profile.ProfileComparison;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.test.MudbrickTest;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ProfilesTest {
  private static final String SCORES = "shop.ml.scores";
  private Shop shop;
  private FeatureStore store;
  private FeatureProfiles sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    store = shop.store;
    sut = store.profiles();
  }

  @Test
  void a_write_leaves_a_profile_of_its_rows_and_the_table_one_when_it_is_asked() {
    shop.customer(1, 30, "Oslo");
    shop.customer(2, 40, "Oslo");
    shop.customer(3, null, "Rome");
    long version = shop.catalog.tables().open(CUSTOMERS).version();
    assertThat(sut.writes(CUSTOMERS)).containsExactly(version, version - 1, version - 2);
    FeatureProfile write = sut.ofWrite(CUSTOMERS, version);
    assertThat(write.scope()).isEqualTo(FeatureProfile.Scope.WRITE);
    assertThat(write.rows()).isEqualTo(1);
    FeatureProfile table = sut.of(CUSTOMERS);
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.version()).isEqualTo(version);
    assertThat(table.columns()).extracting(ColumnProfile::name).containsExactly("age", "city");
    ColumnProfile age = column(table, "age");
    assertThat(age.count()).isEqualTo(2);
    assertThat(age.nulls()).isEqualTo(1);
    assertThat(age.distinct()).isEqualTo(2);
    assertThat(age.min()).isEqualTo("30");
    assertThat(age.max()).isEqualTo("40");
    assertThat(age.mean()).isEqualTo(35.0);
    assertThat(age.stddev()).isCloseTo(Math.sqrt(50), within(1e-12));
    assertThat(age.quantiles()).hasSize(101).startsWith(30.0).endsWith(40.0);
    ColumnProfile city = column(table, "city");
    assertThat(city.top().get(0).value()).isEqualTo("Oslo");
    assertThat(city.top().get(0).share()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(city.mean()).isNull();
    assertThat(sut.of(CUSTOMERS, version - 1).rows()).isEqualTo(2);
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.ofWrite(CUSTOMERS, 0));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.of(CUSTOMERS, 99));
  }

  @Test
  void of_many_rows_numbers_are_exact_and_the_rest_is_near() {
    int rows = 200_000;
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[rows];
    String[] texts = new String[rows];
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      values[i] = i % 100 == 0 ? Double.NaN : random.nextInt(150_000);
      sum += i % 100 == 0 ? 0 : values[i];
      texts[i] = i % 2 == 0 ? "even" : "odd" + random.nextInt(20);
    }
    FeatureProfile profile = written(values, texts);
    ColumnProfile number = column(profile, "v");
    assertThat(number.count()).isEqualTo(rows * 99L / 100);
    assertThat(number.nans()).isEqualTo(rows / 100);
    assertThat(number.mean()).isCloseTo(sum / number.count(), within(1e-6));
    assertThat(number.distinct()).isBetween(100_000L, 120_000L);
    assertThat(number.quantiles().get(50)).isCloseTo(75_000, within(2_000.0));
    assertThat(number.top()).isEmpty();
    ColumnProfile text = column(profile, "w");
    assertThat(text.distinct()).isBetween(20L, 22L);
    assertThat(text.top()).hasSize(ColumnProfile.TOP);
    assertThat(text.top().get(0).share()).isCloseTo(0.5, within(0.02));
    assertThat(text.min()).isEqualTo("even");
  }

  private FeatureProfile written(double[] values, String[] texts) {
    Schema schema =
        Schema.of(
            Column.of("k", ColumnType.LONG),
            Column.of("v", ColumnType.DOUBLE),
            Column.of("w", ColumnType.STRING));
    long[] keys = new long[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i;
    }
    ColumnBatch rows =
        ColumnBatch.of(
            schema,
            ColumnVector.ofLongs(keys),
            ColumnVector.ofDoubles(values),
            ColumnVector.ofStrings(texts));
    if (!shop.catalog.tables().exists(SCORES)) {
      store.createTable(FeatureTableSpec.builder(SCORES, schema).primaryKeys("k").build());
    }
    WriteResult result = store.writeTable(SCORES, rows, WriteMode.OVERWRITE);
    return sut.of(SCORES, result.version());
  }

  @Test
  void two_versions_show_what_shifted() {
    SplittableRandom random = new SplittableRandom(2);
    double[] values = new double[5_000];
    String[] texts = new String[5_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble();
      texts[i] = "abc".substring(i % 3, i % 3 + 1);
    }
    long before = written(values, texts).version();
    double[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 0.5;
      texts[i] = i % 10 == 0 ? texts[i] : "a";
    }
    long same = written(values, texts).version();
    long after = written(moved, texts).version();
    ProfileComparison comparison = sut.compare(SCORES, before, after);
    FeatureDrift number = comparison.features().get(0);
    assertThat(number.change()).isEqualTo(FeatureDrift.Change.KEPT);
    assertThat(number.ks()).isCloseTo(0.5, within(0.03));
    assertThat(number.psi()).isGreaterThan(0.2);
    assertThat(
            Objects.requireNonNull(number.meanAfter())
                - Objects.requireNonNull(number.meanBefore()))
        .isCloseTo(0.5, within(1e-9));
    assertThat(comparison.features().get(1).psi()).isGreaterThan(0.2);
    assertThat(sut.compare(SCORES, before, same).features().get(0).psi()).isZero();
    assertThat(sut.compare(SCORES, before, same).features().get(0).ks()).isZero();
  }

  @Test
  void a_new_feature_is_told_from_one_that_shifted() {
    shop.customer(1, 30, "Oslo");
    long before = shop.catalog.tables().open(CUSTOMERS).version();
    Schema schema =
        Schema.of(Column.of("id", ColumnType.LONG), Column.of("vip", ColumnType.BOOLEAN));
    store.writeTable(
        CUSTOMERS,
        ColumnBatch.of(schema, ColumnVector.ofLongs(1), ColumnVector.ofBooleans(true)),
        WriteMode.MERGE);
    long after = shop.catalog.tables().open(CUSTOMERS).version();
    assertThat(sut.compare(CUSTOMERS, before, after).features())
        .extracting(drift -> drift.feature() + " " + drift.change())
        .containsExactly("age KEPT", "city KEPT", "vip ADDED");
    assertThat(column(sut.of(CUSTOMERS), "vip").mean()).isEqualTo(1.0);
  }

  @Test
  void empty_tables_and_all_null_columns_have_profiles_too() {
    FeatureProfile empty = sut.of(CUSTOMERS);
    assertThat(empty.rows()).isZero();
    shop.customer(1, null, null);
    ColumnProfile age = column(sut.of(CUSTOMERS), "age");
    assertThat(age.nullShare()).isEqualTo(1.0);
    assertThat(age.mean()).isNull();
    assertThat(age.min()).isNull();
    assertThat(ProfileComparison.of(empty, sut.of(CUSTOMERS)).features().get(0).psi()).isNull();
  }

  @Test
  void it_takes_select_and_nothing_leaks_past_a_mask() {
    shop.customer(1, 30, "ada@example.com");
    FeatureProfiles sam = shop.stranger().module(FeatureStore.class).profiles();
    long version = shop.catalog.tables().open(CUSTOMERS).version();
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.of(CUSTOMERS));
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.writes(CUSTOMERS));
    shop.grant(CUSTOMERS, Privilege.SELECT);
    assertThat(column(sam.of(CUSTOMERS), "city").min()).isEqualTo("ada@example.com");
    shop.catalog
        .functions()
        .create(
            FunctionSpec.sql("shop.ml.anonymous")
                .parameter("text", SqlType.STRING)
                .returns(SqlType.STRING)
                .body("CASE WHEN is_account_group_member('admins') THEN text ELSE '***' END")
                .build());
    shop.catalog.tables().setColumnMask(CUSTOMERS, "city", ColumnMask.of("shop.ml.anonymous"));
    assertThat(column(sut.of(CUSTOMERS), "city").min()).isEqualTo("ada@example.com");
    assertThat(column(sam.of(CUSTOMERS), "city").min()).isEqualTo("***");
    fails(ErrorCode.PERMISSION_DENIED, () -> sam.ofWrite(CUSTOMERS, version));
  }

  @Test
  void what_was_erased_or_dropped_has_no_profile_left() {
    shop.customer(1, 30, "Oslo");
    long version = shop.catalog.tables().open(CUSTOMERS).version();
    Schema key = Schema.of(Column.of("id", ColumnType.LONG));
    store.eraseKeys(CUSTOMERS, ColumnBatch.of(key, ColumnVector.ofLongs(1)));
    fails(ErrorCode.RESOURCE_DOES_NOT_EXIST, () -> sut.ofWrite(CUSTOMERS, version));
    assertThat(sut.writes(CUSTOMERS)).isEmpty();
    assertThat(sut.of(CUSTOMERS).rows()).isZero();
  }

  private static ColumnProfile column(FeatureProfile profile, String name) {
    return profile.column(name).orElseThrow();
  }

  private static void fails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
