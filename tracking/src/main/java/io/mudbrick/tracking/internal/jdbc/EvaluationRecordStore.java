package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of evaluation datasets, in the order in which they came. Stateless. */
public final class EvaluationRecordStore {
  private static final String COLUMNS =
      "record_no, record_id, input_hash, inputs, outputs, expectations, tags, source, created_at,"
          + " updated_at, created_by, updated_by";

  /** Those of the inputs that have a record, by hash. */
  public Map<String, StoredEvaluationRecord> byHash(
      Tx tx, long dataset, Collection<String> hashes) {
    Map<String, StoredEvaluationRecord> found = new HashMap<>();
    for (List<String> some : Chunks.of(hashes)) {
      Sql sql = select(dataset).add(" AND input_hash").in(some);
      tx.forEach(
          sql.text(), row -> found.put(row.string(3), EvaluationRecordStore.of(row)), sql.values());
    }
    return found;
  }

  /** Records behind a number, at most so many. */
  public List<StoredEvaluationRecord> page(Tx tx, long dataset, long after, long limit) {
    Sql sql = select(dataset).add(" AND record_no > ? ORDER BY record_no LIMIT ?", after, limit);
    return tx.query(sql.text(), EvaluationRecordStore::of, sql.values());
  }

  private static Sql select(long dataset) {
    return new Sql(
        "SELECT " + COLUMNS + " FROM tracking_eval_records WHERE eval_dataset_no = ?", dataset);
  }

  private static StoredEvaluationRecord of(Row row) {
    return new StoredEvaluationRecord(
        row.number(1),
        row.string(2),
        row.string(3),
        row.string(4),
        row.nullableString(5),
        row.nullableString(6),
        row.string(7),
        row.nullableString(8),
        row.instant(9),
        row.instant(10),
        row.nullableString(11),
        row.nullableString(12));
  }

  /** Writes records, over those of the same numbers. */
  public void put(Tx tx, long dataset, Collection<StoredEvaluationRecord> records) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (StoredEvaluationRecord record : records) {
      rows.add(
          new @Nullable Object[] {
            dataset,
            record.number(),
            record.recordId(),
            record.inputHash(),
            record.inputs(),
            record.outputs(),
            record.expectations(),
            record.tags(),
            record.source(),
            record.createdAt(),
            record.updatedAt(),
            record.createdBy(),
            record.updatedBy()
          });
    }
    tx.batch(
        "INSERT INTO tracking_eval_records (eval_dataset_no, "
            + COLUMNS
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (eval_dataset_no, record_no) DO UPDATE SET outputs = excluded.outputs,"
            + " expectations = excluded.expectations, tags = excluded.tags,"
            + " updated_at = excluded.updated_at, updated_by = excluded.updated_by",
        rows);
  }

  /** Deletes records; returns how many there were. */
  public int delete(Tx tx, long dataset, Collection<String> recordIds) {
    int deleted = 0;
    for (List<String> some : Chunks.of(recordIds)) {
      Sql sql =
          new Sql(
                  "DELETE FROM tracking_eval_records WHERE eval_dataset_no = ? AND record_id",
                  dataset)
              .in(some);
      deleted += tx.update(sql.text(), sql.values());
    }
    return deleted;
  }
}
