package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Counts in the audit how many calls that were allowed named each three-level name. */
public final class AuditUses {
  private static final Pattern NAME = Pattern.compile("[^\\s\"=:,/@\\[\\]{}]+");
  private static final int ALLOWED = 200;

  private AuditUses() {}

  /** How many calls, by the name in lower case. */
  public static Map<String, Long> of(SystemTables system, String metastoreId) {
    DeltaTable audit =
        system.open(AuditTable.TABLE.location(metastoreId), AuditTable.TABLE.schema());
    Map<String, Long> uses = new HashMap<>();
    try (Stream<ColumnBatch> batches =
        audit.read().columns("request_params", "response").batches()) {
      batches.forEach(batch -> count(batch, uses));
    }
    return uses;
  }

  private static void count(ColumnBatch batch, Map<String, Long> uses) {
    ColumnVector params = batch.column("request_params");
    ColumnVector response = batch.column("response");
    for (int row = 0; row < batch.size(); row++) {
      boolean allowed =
          response.get(row) instanceof Row reply
              && Integer.valueOf(ALLOWED).equals(reply.get("status_code"));
      if (allowed && params.get(row) instanceof Map<?, ?> given) {
        names(given.values().toString()).forEach(name -> uses.merge(name, 1L, Long::sum));
      }
    }
  }

  private static Set<String> names(String params) {
    Set<String> names = new HashSet<>();
    Matcher each = NAME.matcher(params);
    while (each.find()) {
      String name = each.group();
      if (name.codePoints().filter(c -> c == '.').count() == 2) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
