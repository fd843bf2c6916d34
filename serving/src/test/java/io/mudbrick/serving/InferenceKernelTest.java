package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ArrayValue;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructField;
import io.delta.kernel.utils.CloseableIterator;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delta Kernel, an engine that is not ours, reads what an endpoint has logged. */
@MudbrickTest(clock = "2026-03-01T23:59:59.987Z")
class InferenceKernelTest {
  private static final Instant AT = Instant.parse("2026-03-01T23:59:59.987Z");

  private Mudbrick platform;
  private Serving serving;

  @BeforeEach
  void models(Mudbrick mudbrick) {
    platform = mudbrick;
    serving = platform.module(Serving.class);
    Telco.in(platform).register(0.1, null);
  }

  private static Invocation body(String json) {
    return Invocation.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void it_reads_the_products_columns_and_our_rows() throws Exception {
    serving.create(
        EndpointSpec.of("churn", EndpointConfig.of(Telco.MODEL, "1"))
            .behind(Gateway.NONE.loggingTo(InferenceTable.in("telco", "churn"))));
    serving.await("churn", Duration.ofSeconds(60));
    String question = "{\"client_request_id\": \"ä 1\", \"inputs\": [[29.85, 1]]}";
    Answer answer = serving.invoke("churn", body(question));
    serving.invoke("churn", body("{\"inputs\": [[1, 1]]" + " ".repeat(1 << 20) + "}"));
    try {
      serving.invoke("churn", body("{\"rows\": 1}"));
    } catch (PlatformException refused) {
      assertThat(refused.message()).contains("exactly one");
    }
    platform.flush();

    Map<String, String> columns = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    read("telco.churn.churn_payload", columns, rows::add);
    Map<String, String> product = new LinkedHashMap<>();
    product.put("databricks_request_id", "string");
    product.put("request_date", "date");
    product.put("client_request_id", "string");
    product.put("request_time", "timestamp");
    product.put("status_code", "integer");
    product.put("sampling_fraction", "double");
    product.put("execution_duration_ms", "long");
    product.put("request", "string");
    product.put("response", "string");
    product.put("logging_error_codes", "array[string]");
    product.put("served_entity_id", "string");
    product.put("requester", "string");
    assertThat(columns).containsExactlyEntriesOf(product);

    assertThat(rows).hasSize(3);
    Row first = rows.get(0);
    assertThat(first.getString(0)).isEqualTo(answer.requestId());
    assertThat(LocalDate.ofEpochDay(first.getInt(1)))
        .isEqualTo(LocalDate.ofInstant(AT, ZoneOffset.UTC));
    assertThat(first.getString(2)).isEqualTo("ä 1");
    assertThat(Instant.EPOCH.plus(first.getLong(3), ChronoUnit.MICROS)).isEqualTo(AT);
    assertThat(first.getInt(4)).isEqualTo(200);
    assertThat(first.getDouble(5)).isEqualTo(1.0);
    assertThat(first.getLong(6)).isNotNegative();
    assertThat(first.getString(7)).isEqualTo(question);
    assertThat(first.getString(8)).isEqualTo("{\"predictions\":[\"Yes\"]}");
    assertThat(first.isNullAt(9)).isTrue();
    assertThat(first.getString(10)).matches("[0-9a-f]{32}");
    assertThat(first.getString(11)).isEqualTo(platform.caller().principal().name());
    Row large = rows.get(1);
    assertThat(large.isNullAt(7)).isTrue();
    ArrayValue errors = large.getArray(9);
    assertThat(errors.getElements().getString(0)).isEqualTo("MAX_REQUEST_SIZE_EXCEEDED");
    assertThat(large.isNullAt(2)).isTrue();
    Row bad = rows.get(2);
    assertThat(bad.getInt(4)).isEqualTo(400);
    assertThat(bad.getString(8)).contains("\"error_code\":\"BAD_REQUEST\"");
  }

  @Test
  void it_reads_the_older_layout() throws Exception {
    EndpointConfig config = EndpointConfig.of(Telco.MODEL, "1");
    InferenceTable table =
        new InferenceTable("telco", "churn", "old", true, InferenceTable.Layout.AUTO_CAPTURE, 1);
    serving.create(
        EndpointSpec.of("churn", new EndpointConfig(config.entities(), config.traffic(), table)));
    serving.await("churn", Duration.ofSeconds(60));
    serving.predict("churn", Telco.ROWS);
    platform.flush();
    Map<String, String> columns = new LinkedHashMap<>();
    List<Row> rows = new ArrayList<>();
    read("telco.churn.old_payload", columns, rows::add);
    assertThat(columns.keySet())
        .containsExactly(
            "databricks_request_id",
            "client_request_id",
            "date",
            "timestamp_ms",
            "status_code",
            "sampling_fraction",
            "execution_time_ms",
            "request",
            "response",
            "request_metadata");
    assertThat(columns).containsEntry("request_metadata", "map[string, string]");
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getLong(3)).isEqualTo(AT.toEpochMilli());
    assertThat(rows.get(0).getMap(9).getSize()).isEqualTo(3);
  }

  private void read(String name, Map<String, String> columns, Consumer<Row> rows) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    String directory = platform.module(Catalog.class).tables().open(name).directory().toString();
    Snapshot snapshot = Table.forPath(engine, directory).getLatestSnapshot(engine);
    for (StructField field : snapshot.getSchema().fields()) {
      columns.put(field.getName(), field.getDataType().toString());
    }
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> each = files.next().getRows()) {
          while (each.hasNext()) {
            read(engine, state, each.next(), rows);
          }
        }
      }
    }
  }

  private static void read(Engine engine, Row state, Row file, Consumer<Row> rows)
      throws Exception {
    try (CloseableIterator<FileReadResult> results =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                    ScanStateRow.getPhysicalDataReadSchema(state),
                    Optional.empty());
        CloseableIterator<FilteredColumnarBatch> data =
            Scan.transformPhysicalData(engine, state, file, results.map(FileReadResult::getData))) {
      while (data.hasNext()) {
        try (CloseableIterator<Row> each = data.next().getRows()) {
          each.forEachRemaining(rows);
        }
      }
    }
  }
}
