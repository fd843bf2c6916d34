package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.internal.promotion.ReportJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports of promotions, in the order in which they were judged. */
public final class PromotionStore {

  public void add(Tx tx, String modelId, ReportJson report) {
    tx.update(
        "INSERT INTO registry_promotions"
            + " (model_id, promotion, version, alias, verdict, report, judged_by, judged_at)"
            + " SELECT ?, COALESCE(MAX(promotion), 0) + 1, ?, ?, ?, ?, ?, ?"
            + " FROM registry_promotions WHERE model_id = ?",
        modelId,
        report.challenger(),
        report.alias(),
        report.verdict(),
        Json.write(report),
        report.judgedBy(),
        report.judgedAt(),
        modelId);
  }

  /** Newest first; of one version or of all. */
  public List<ReportJson> list(Tx tx, String modelId, @Nullable Long version, int most, int from) {
    String columns = "SELECT report FROM registry_promotions WHERE model_id = ?";
    String order = " ORDER BY promotion DESC LIMIT " + most + " OFFSET " + from;
    return version == null
        ? tx.query(columns + order, row -> read(row.string(1)), modelId)
        : tx.query(
            columns + " AND version = ?" + order, row -> read(row.string(1)), modelId, version);
  }

  private static ReportJson read(String report) {
    return Json.read(report, ReportJson.class);
  }
}
