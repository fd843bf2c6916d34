package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.EvaluationRecord;
import io.mudbrick.tracking.EvaluationRecord.Source;
import io.mudbrick.tracking.NewEvaluationRecord;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.FreeJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records of evaluation datasets: a list that travels as text, and keeps its nulls. */
final class WireEvaluationRecord {
  private static final String RECORDS = "records";

  private WireEvaluationRecord() {}

  static List<NewEvaluationRecord> read(String json) {
    if (!(FreeJson.read(RECORDS, json) instanceof List<?> list)) {
      throw TrackingErrors.notJson(RECORDS, "it must be a list.");
    }
    List<NewEvaluationRecord> records = new ArrayList<>();
    list.forEach(each -> records.add(record(FreeJson.object(RECORDS, each))));
    return records;
  }

  private static NewEvaluationRecord record(Map<String, @Nullable Object> wire) {
    NewEvaluationRecord.Builder record =
        NewEvaluationRecord.of(FreeJson.object("inputs", wire.get("inputs")))
            .tags(FreeJson.object("tags", wire.get("tags")));
    if (wire.get("expectations") != null) {
      record.expectations(FreeJson.object("expectations", wire.get("expectations")));
    }
    if (wire.containsKey("outputs")) {
      record.outputs(wire.get("outputs"));
    }
    if (wire.get("source") != null) {
      Map<String, @Nullable Object> source = FreeJson.object("source", wire.get("source"));
      record.source(
          new Source(
              String.valueOf(source.get("source_type")),
              FreeJson.object("source_data", source.get("source_data"))));
    }
    return record.build();
  }

  static String write(List<EvaluationRecord> records) {
    return FreeJson.write(records.stream().map(WireEvaluationRecord::wire).toList());
  }

  private static Map<String, @Nullable Object> wire(EvaluationRecord record) {
    Map<String, @Nullable Object> wire = new LinkedHashMap<>();
    wire.put("dataset_record_id", record.recordId());
    wire.put("dataset_id", record.datasetId());
    wire.put("inputs", record.inputs());
    putIfThere(wire, "outputs", record.outputs());
    putIfThere(wire, "expectations", record.expectations());
    wire.put("tags", record.tags());
    Source source = record.source();
    if (source != null) {
      wire.put("source", Map.of("source_type", source.type(), "source_data", source.data()));
      putIfThere(
          wire,
          "source_id",
          source.data().get(source.type().equals("TRACE") ? "trace_id" : "source_id"));
      wire.put("source_type", source.type());
    }
    wire.put("created_time", record.createdTime().toEpochMilli());
    wire.put("last_update_time", record.lastUpdateTime().toEpochMilli());
    putIfThere(wire, "created_by", record.createdBy());
    putIfThere(wire, "last_updated_by", record.lastUpdatedBy());
    return wire;
  }

  private static void putIfThere(
      Map<String, @Nullable Object> wire, String key, @Nullable Object value) {
    if (value != null) {
      wire.put(key, value);
    }
  }
}
