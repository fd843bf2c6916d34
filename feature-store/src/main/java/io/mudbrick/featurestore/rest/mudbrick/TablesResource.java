package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.OnlineTable;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /tables}. */
final class TablesResource {
  private TablesResource() {}

  record Listed(
      String name,
      List<String> primaryKeys,
      @Nullable String timeseriesColumn,
      int features,
      @Nullable String description) {}

  record Tables(List<Listed> tables) {}

  record Described(
      String name,
      String id,
      @Nullable String description,
      List<String> primaryKeys,
      @Nullable String timeseriesColumn,
      Map<String, String> tags,
      List<Part> columns,
      List<Online> onlineTables) {}

  record Part(String name, String type, @Nullable String comment, boolean key) {}

  record Online(
      String name,
      String onlineStore,
      String mode,
      long publishedVersion,
      String publishedAt,
      String publishedBy,
      long rows,
      @Nullable String failure) {
    static Online of(OnlineTable table) {
      return new Online(
          table.name(),
          table.onlineStore(),
          table.mode().name(),
          table.publishedVersion(),
          table.publishedAt().toString(),
          table.publishedBy(),
          table.rows(),
          table.failure());
    }
  }

  record Refreshed(String table, String at) {}

  static void mount(Routes routes) {
    routes
        .get("/tables", Policy.AUTHENTICATED, TablesResource::list)
        .get("/tables/{table}", Policy.AUTHENTICATED, TablesResource::describe)
        .post("/tables/{table}/refresh", Policy.AUTHENTICATED, TablesResource::refresh);
  }

  private static HttpReply list(HttpCall call) {
    return HttpReply.json(
        new Tables(
            call.service(FeatureStore.class).listTables().stream()
                .map(
                    table ->
                        new Listed(
                            table.name(),
                            table.primaryKeys(),
                            table.timeseriesColumn(),
                            table.features().size(),
                            table.description()))
                .toList()));
  }

  private static HttpReply describe(HttpCall call) {
    FeatureStore store = call.service(FeatureStore.class);
    FeatureTable table = store.getTable(call.variable("table"));
    return HttpReply.json(
        new Described(
            table.name(),
            table.id(),
            table.description(),
            table.primaryKeys(),
            table.timeseriesColumn(),
            table.tags(),
            table.schema().columns().stream().map(column -> part(table, column)).toList(),
            online(store, table)));
  }

  private static Part part(FeatureTable table, Column column) {
    return new Part(
        column.name(),
        column.type().sqlName(),
        column.comment(),
        table.primaryKeys().contains(column.name()));
  }

  /** Whoever may only see the table does not learn of its copies. */
  private static List<Online> online(FeatureStore store, FeatureTable table) {
    try {
      return store.onlineTables(table.name()).stream().map(Online::of).toList();
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.PERMISSION_DENIED) {
        return List.of();
      }
      throw e;
    }
  }

  private static HttpReply refresh(HttpCall call) {
    String table = call.variable("table");
    return HttpReply.json(
        new Refreshed(table, call.service(FeatureStore.class).views().refresh(table).toString()));
  }
}
