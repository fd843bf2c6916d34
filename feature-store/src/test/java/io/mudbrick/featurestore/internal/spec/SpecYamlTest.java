package io.mudbrick.featurestore.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Computed;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecYamlTest {
  private static final List<String> KEY = List.of("id");

  @Test
  void what_is_written_can_be_read() {
    FeatureSpec spec =
        new FeatureSpec(
            List.of(
                new Sent("id", ColumnType.LONG, false),
                new Sent("when", ColumnType.TIMESTAMP, true),
                lookup("a", ColumnType.DOUBLE, Duration.ofMillis(1500), Double.NaN),
                lookup("b", ColumnType.FLOAT, null, 0.1f),
                lookup("c", ColumnType.LONG, null, Long.MIN_VALUE),
                lookup("d", ColumnType.STRING, null, "yes: #no\n'\""),
                lookup("e", ColumnType.TIMESTAMP, null, Instant.parse("2026-01-02T03:04:05.678Z")),
                lookup("f", ColumnType.DATE, null, LocalDate.of(2026, 1, 2)),
                lookup("g", ColumnType.decimal(20, 4), null, new BigDecimal("12.3400")),
                lookup("h", ColumnType.BOOLEAN, null, false),
                lookup("i", ColumnType.STRING, null, "true"),
                lookup("j", ColumnType.DOUBLE, null, -0.0),
                lookup("k", ColumnType.SHORT, null, (short) 3)),
            List.of(new FeatureSpec.Table("c.s.t", "id-1", 7)));
    String yaml = spec.toYaml();
    assertThat(FeatureSpec.parse(yaml)).isEqualTo(spec);
    assertThat(FeatureSpec.parse(yaml).toYaml()).isEqualTo(yaml).doesNotContain("&id", "*id");
  }

  @Test
  void functions_keep_their_inputs_in_order_and_stand_once() {
    FeatureSpec spec =
        new FeatureSpec(
                List.of(
                    new Sent("a", ColumnType.DOUBLE, true),
                    new Computed("c", ColumnType.DOUBLE, true, "x.y.f", inputs("q", "b", "p", "a")),
                    new Computed(
                        "b", ColumnType.DOUBLE, false, "x.y.f", inputs("q", "a", "p", "a"))),
                List.of())
            .strict();
    String yaml = spec.toYaml();
    FeatureSpec read = FeatureSpec.parse(yaml);
    assertThat(read).isEqualTo(spec);
    assertThat(((Computed) read.columns().get(1)).inputs().keySet()).containsExactly("q", "p");
    assertThat(yaml).containsOnlyOnce("- x.y.f:").contains("mode: strict");
    assertThat(yaml.replaceAll("(?s).*?- c:(.*?)topological_ordering: (.).*", "$2")).isEqualTo("2");
  }

  private static Map<String, String> inputs(String p1, String c1, String p2, String c2) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put(p1, c1);
    inputs.put(p2, c2);
    return inputs;
  }

  @Test
  void it_has_the_form_that_databricks_packs() {
    FeatureSpec spec =
        new FeatureSpec(
            List.of(
                new Sent("id", ColumnType.LONG, false),
                lookup("a", ColumnType.DOUBLE, Duration.ofDays(1), 0.5)),
            List.of(new FeatureSpec.Table("c.s.t", "id-1", 7)));
    assertThat(spec.toYaml())
        .isEqualTo(
            """
            input_columns:
            - id:
                data_type: bigint
                include: false
                source: training_data
            - a:
                data_type: double
                feature_name: f
                include: true
                lookup_key:
                - id
                source: feature_store
                table_name: c.s.t
                timestamp_lookup_key:
                - when
                default_value: 0.5
            input_tables:
            - c.s.t:
                table_id: id-1
                version: 7
                lookback_window: 86400.0
            input_functions: []
            serialization_version: 9
            """);
  }

  @Test
  void a_foreign_file_is_read_as_far_as_it_goes() {
    FeatureSpec spec =
        FeatureSpec.parse(
            """
            input_columns:
              - k: {source: training_data, include: true, data_type: long, topological_ordering: 0}
              - x:
                  source: feature_store
                  include: true
                  data_type: double
                  table_name: a.b.c
                  feature_name: y
                  lookup_key: [k]
                  timestamp_lookup_key: []
                  output_name: x
            input_tables:
              - a.b.c: {table_id: 31aa}
            serialization_version: 9
            workspace_id: 1234
            feature_store_client_version: 0.2.0
            """);
    assertThat(spec.tables())
        .containsExactly(new FeatureSpec.Table("a.b.c", "31aa", FeatureSpec.Table.UNKNOWN_VERSION));
    assertThat(spec.tableVersions()).isEqualTo(Map.of());
    assertThat(spec.columns())
        .containsExactly(
            new Sent("k", ColumnType.LONG, true),
            new LookedUp(
                "x", ColumnType.DOUBLE, true, "a.b.c", "y", List.of("k"), null, null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "just text",
        "input_columns: [1, 2]",
        "input_columns: [{x: 5}]",
        "a: *nowhere",
        "a: &a [*a]",
        "{a: 1, a: 2}",
        "!!java.lang.Runtime {}",
        "input_columns: [{x: {source: on_demand_feature, data_type: double}}]",
        "mode: lenient",
        "input_columns: [{x: {source: elsewhere, data_type: double}}]",
        "input_columns: [{x: {source: feature_store, data_type: double}}]",
        "input_columns: [{x: {source: training_data, data_type: nope}}]",
        "input_columns: [{x: {source: training_data}}]",
        "input_columns: [{x: {source: training_data, data_type: int}},"
            + " {x: {source: training_data, data_type: int}}]",
        "input_tables: [{t: {table_id: 1, lookback_window: -5}}]",
        "input_columns: [{x: {source: feature_store, data_type: date, table_name: t,"
            + " feature_name: f, default_value: soon}}]\ninput_tables: [{t: {table_id: 1}}]"
      })
  void what_is_no_spec_is_refused(String yaml) {
    refused(yaml);
  }

  @Test
  void depth_and_size_have_limits() {
    refused("[".repeat(200_000));
    refused("a: '" + "x".repeat(5_000_000) + "'");
    List<String> bomb = new ArrayList<>(List.of("a0: &a0 [x, x, x, x, x, x, x, x, x]"));
    for (int i = 1; i < 12; i++) {
      bomb.add("a%d: &a%d [%s]".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    refused(String.join("\n", bomb));
  }

  private static void refused(String yaml) {
    assertThatThrownBy(() -> FeatureSpec.parse(yaml))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
  }

  private static LookedUp lookup(
      String name, ColumnType type, @Nullable Duration window, Object defaultValue) {
    return new LookedUp(name, type, true, "c.s.t", "f", KEY, "when", window, defaultValue);
  }
}
