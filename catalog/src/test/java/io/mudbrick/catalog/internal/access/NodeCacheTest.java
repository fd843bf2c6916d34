package io.mudbrick.catalog.internal.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.CatalogModule;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.Stamp;
import io.mudbrick.catalog.internal.jdbc.GrantStore;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import io.mudbrick.catalog.internal.jdbc.SecurableStore;
import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCacheTest {
  private static final Stamp STAMP = new Stamp(Instant.EPOCH, "root");
  private static final SecurableRow ROW =
      new SecurableRow(
          "c",
          "m",
          SecurableType.CATALOG,
          "m",
          "sales",
          "root",
          null,
          Map.of(),
          STAMP,
          STAMP,
          null);

  @Test
  void what_an_older_snapshot_still_shows_is_not_kept(@TempDir Path dir) {
    try (SqliteDatabase database = new SqliteDatabase(dir.resolve("test.db"))) {
      Migrations.run(database, "catalog", CatalogModule.class.getClassLoader());
      SecurableStore securables = new SecurableStore();
      GrantStore grants = new GrantStore();
      NodeCache sut = new NodeCache(database, securables, grants);
      database.run(
          tx -> {
            securables.insert(tx, ROW);
            grants.add(tx, "c", "ana", Privilege.USE_CATALOG);
          });
      Node old =
          database.read(
              snapshot -> {
                securables.byId(snapshot, "c");
                CompletableFuture.runAsync(
                        () ->
                            database.run(
                                tx -> {
                                  sut.changing(tx, "c");
                                  grants.remove(tx, "c", "ana", Privilege.USE_CATALOG);
                                }))
                    .join();
                return sut.byName("m", SecurableType.CATALOG, "sales");
              });
      assertThat(old).isNotNull();
      assertThat(old.grants()).isEqualTo(Map.of("ana", Set.of(Privilege.USE_CATALOG)));
      assertThat(sut.byId("c")).isNotNull().satisfies(n -> assertThat(n.grants()).isEmpty());
    }
  }
}
