package io.mudbrick.catalog.internal.information;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Grant;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The views of privileges and tags. */
final class GovernanceViews {
  private static final Map<Integer, String[]> LEVELS =
      Map.of(
          1, new String[] {"catalog_name"},
          2, new String[] {"catalog_name", "schema_name"});

  private final Catalog catalog;

  GovernanceViews(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * @param kind {@code table} or {@code volume}, for the names of columns; levels above have one
   */
  ColumnBatch privileges(String kind, int levels, Stream<Securable> objects) {
    String prefix = levels == 3 ? kind + "_" : "";
    String[] names =
        levels == 3
            ? new String[] {prefix + "catalog", prefix + "schema", prefix + "name"}
            : LEVELS.getOrDefault(levels, new String[0]);
    ViewRows rows =
        new ViewRows(
            columns(
                List.of("grantor", "grantee"),
                names,
                List.of("privilege_type", "is_grantable", "inherited_from")));
    objects.forEach(
        object -> {
          for (Grant grant : catalog.grants().effective(object.ref())) {
            rows.add(
                row(
                    Arrays.asList(null, grant.principal()),
                    object.ref(),
                    List.of(
                        grant.privilege().name(),
                        "NO",
                        grant.on().equals(object.ref()) ? "NONE" : grant.on().type().name())));
          }
        });
    return rows.batch();
  }

  /** As the other, with tags. */
  ColumnBatch tags(String kind, int levels, Stream<Securable> objects) {
    String[] names =
        levels == 3
            ? new String[] {"catalog_name", "schema_name", kind + "_name"}
            : LEVELS.getOrDefault(levels, new String[0]);
    ViewRows rows = new ViewRows(columns(List.of(), names, List.of("tag_name", "tag_value")));
    objects.forEach(
        object ->
            catalog
                .tags()
                .list(object.ref())
                .forEach(
                    (key, value) -> rows.add(row(List.of(), object.ref(), List.of(key, value)))));
    return rows.batch();
  }

  private static String[] columns(List<String> before, String[] names, List<String> after) {
    return Stream.of(before.stream(), Arrays.stream(names), after.stream())
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private static @Nullable Object[] row(
      List<? extends @Nullable Object> before, SecurableRef ref, List<String> after) {
    List<@Nullable Object> values = new ArrayList<>(before);
    values.addAll(List.of(ref.fullName().split("\\.", -1)));
    values.addAll(after);
    return values.toArray();
  }
}
