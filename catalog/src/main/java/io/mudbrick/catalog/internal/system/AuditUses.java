package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.TableChanges;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.platform.PlatformException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the audit how many calls that were allowed named each three-level name. What was
 * counted is kept, so that each call reads only what has come since. Thread-safe.
 */
public final class AuditUses {
  private static final Pattern NAME = Pattern.compile("[^\\s\"=:,/@\\[\\]{}]+");
  private static final int ALLOWED = 200;

  private static final int MOST_NAMES = 100_000;

  private final Map<String, Counted> byMetastore = new ConcurrentHashMap<>();

  /** The uses in the versions of an audit up to one. */
  private record Counted(long version, Map<String, Long> uses) {}

  /** How many calls, by the name in lower case. */
  public Map<String, Long> of(SystemTables system, String metastoreId) {
    DeltaTable audit =
        system.open(AuditTable.TABLE.location(metastoreId), AuditTable.TABLE.schema());
    return byMetastore.compute(metastoreId, (id, before) -> counted(audit, before)).uses();
  }

  /** Counts anew from now on: the audit was set back. */
  public void forget(String metastoreId) {
    byMetastore.remove(metastoreId);
  }

  private static Counted counted(DeltaTable audit, @Nullable Counted before) {
    if (before != null) {
      try {
        return since(audit, before);
      } catch (PlatformException tidiedUp) {
        // What came since was rearranged and is not there by itself any more: all is counted.
      }
    }
    TableRead read = audit.read();
    Map<String, Long> uses = new HashMap<>();
    try (Stream<ColumnBatch> batches = read.columns("request_params", "response").batches()) {
      batches.forEach(batch -> count(batch, uses));
    }
    return new Counted(read.version(), few(uses));
  }

  private static Counted since(DeltaTable audit, Counted before) {
    TableChanges changes = audit.changesSince(before.version());
    if (changes.isEmpty()) {
      return new Counted(changes.to(), before.uses());
    }
    Map<String, Long> uses = new HashMap<>(before.uses());
    try (Stream<ColumnBatch> batches = changes.batches()) {
      batches.forEach(batch -> count(batch, uses));
    }
    return new Counted(changes.to(), few(uses));
  }

  /** Whoever asks for names that nothing has must not fill the memory with them. */
  private static Map<String, Long> few(Map<String, Long> uses) {
    for (long least = 1; uses.size() > MOST_NAMES; least *= 2) {
      long no = least;
      uses.values().removeIf(times -> times <= no);
    }
    return Map.copyOf(uses);
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
