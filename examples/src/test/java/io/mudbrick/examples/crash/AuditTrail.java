package io.mudbrick.examples.crash;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.Mudbrick;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code system.access.audit}, which the journal feeds exactly once. */
final class AuditTrail {
  private AuditTrail() {}

  /** Each acknowledged run has its line, and no line came twice. */
  static void check(Mudbrick platform, long acknowledgedRuns, long runsThere) {
    List<String> events =
        platform
            .module(Catalog.class)
            .tables()
            .open("system.access.audit")
            .read()
            .rows()
            .filter(AuditTrail::madeRun)
            .map(row -> row.getString("event_id"))
            .toList();
    Set<String> distinct = new HashSet<>(events);
    Expect.that(distinct.size() == events.size(), "%d of %d twice", distinct.size(), events.size());
    Expect.that(
        events.size() >= acknowledgedRuns && events.size() <= runsThere,
        "%d runs acknowledged, %d there, %d on record",
        acknowledgedRuns,
        runsThere,
        events.size());
  }

  private static boolean madeRun(Row row) {
    return "createRun".equals(row.getString("action_name"))
        && String.valueOf(row.get("request_params")).contains("run-")
        && String.valueOf(row.get("response")).contains("200");
  }
}
