package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A securable as the store keeps it: by ids, its name without its parents'. */
public record SecurableRow(
    String id,
    String metastoreId,
    SecurableType type,
    @Nullable String parentId,
    String name,
    String ownerId,
    @Nullable String comment,
    Map<String, String> properties,
    Stamp created,
    Stamp updated,
    @Nullable String storageRoot) {
  static final String COLUMNS =
      "id, metastore_id, type, parent_id, name, owner_id, comment, properties,"
          + " created_at, created_by, updated_at, updated_by,"
          + " storage_root";

  static SecurableRow of(Row row) {
    return new SecurableRow(
        row.string(1),
        row.string(2),
        SecurableType.valueOf(row.string(3)),
        row.nullableString(4),
        row.string(5),
        row.string(6),
        row.nullableString(7),
        properties(row.string(8)),
        new Stamp(row.instant(9), row.string(10)),
        new Stamp(row.instant(11), row.string(12)),
        row.nullableString(13));
  }

  private static Map<String, String> properties(String json) {
    if (json.equals("{}")) {
      return Map.of(); // as nearly always
    }
    Map<String, String> properties = new LinkedHashMap<>();
    Json.object(json).forEach((key, value) -> properties.put(key, String.valueOf(value)));
    return properties;
  }

  /** The form of a name that tells securables apart. */
  public static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
