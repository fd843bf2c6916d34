package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Ids;
import io.mudbrick.tracking.EvaluationRecord;
import io.mudbrick.tracking.EvaluationRecord.Source;
import io.mudbrick.tracking.NewEvaluationRecord;
import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.jdbc.StoredEvaluationRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records between users and the store. */
final class EvaluationRecords {
  static final String USER = "mlflow.user";

  private static final List<String> SOURCES =
      List.of("UNSPECIFIED", "TRACE", "HUMAN", "DOCUMENT", "CODE");

  private EvaluationRecords() {}

  static String hash(NewEvaluationRecord record) {
    return sha256(FreeJson.sorted(record.inputs()));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static StoredEvaluationRecord inserted(
      Ids ids, long number, String hash, NewEvaluationRecord record, Instant now) {
    String user = user(record.tags());
    return new StoredEvaluationRecord(
        number,
        "dr-" + ids.hex32(),
        hash,
        FreeJson.write(record.inputs()),
        outputs(record),
        record.expectations() == null ? null : FreeJson.write(record.expectations()),
        FreeJson.write(record.tags()),
        record.source() == null ? null : source(record.source()),
        now,
        now,
        user,
        user);
  }

  /** What came without outputs has empty ones; what came with null has none. */
  private static @Nullable String outputs(NewEvaluationRecord record) {
    if (!record.replacesOutputs()) {
      return "{}";
    }
    return record.outputs() == null ? null : FreeJson.write(record.outputs());
  }

  private static String source(Source source) {
    String type = source.type().toUpperCase(Locale.ROOT);
    if (!SOURCES.contains(type)) {
      throw TrackingErrors.badSourceType(type, SOURCES);
    }
    Map<String, @Nullable Object> wire = new LinkedHashMap<>();
    wire.put("source_type", type);
    wire.put("source_data", source.data());
    return FreeJson.write(wire);
  }

  static StoredEvaluationRecord merged(
      StoredEvaluationRecord old, NewEvaluationRecord more, Instant now) {
    String user = user(more.tags());
    return new StoredEvaluationRecord(
        old.number(),
        old.recordId(),
        old.inputHash(),
        old.inputs(),
        more.replacesOutputs() ? outputs(more) : old.outputs(),
        added(old.expectations(), more.expectations()),
        more.tags().isEmpty() ? old.tags() : FreeJson.write(union(old.tags(), more.tags())),
        old.source(),
        old.createdAt(),
        now,
        old.createdBy(),
        user == null ? old.updatedBy() : user);
  }

  private static @Nullable String added(
      @Nullable String old, @Nullable Map<String, @Nullable Object> more) {
    return more == null || more.isEmpty()
        ? old
        : FreeJson.write(union(old == null ? "{}" : old, more));
  }

  private static Map<String, @Nullable Object> union(
      String old, Map<String, @Nullable Object> more) {
    Map<String, @Nullable Object> union = new LinkedHashMap<>(object(old));
    union.putAll(more);
    return union;
  }

  /** Who the client says its user is. */
  static @Nullable String user(Map<String, ?> tags) {
    Object user = tags.get(USER);
    return user == null ? null : user.toString();
  }

  static EvaluationRecord shown(String datasetId, StoredEvaluationRecord record) {
    String outputs = record.outputs();
    String expectations = record.expectations();
    String source = record.source();
    return new EvaluationRecord(
        record.recordId(),
        datasetId,
        object(record.inputs()),
        outputs == null ? null : FreeJson.read("outputs", outputs),
        expectations == null ? null : object(expectations),
        object(record.tags()),
        source == null ? null : shownSource(object(source)),
        record.createdAt(),
        record.updatedAt(),
        record.createdBy(),
        record.updatedBy());
  }

  private static Source shownSource(Map<String, @Nullable Object> source) {
    return new Source(
        String.valueOf(source.get("source_type")),
        FreeJson.object("source_data", source.get("source_data")));
  }

  private static Map<String, @Nullable Object> object(String json) {
    return FreeJson.object("record", FreeJson.read("record", json));
  }
}
