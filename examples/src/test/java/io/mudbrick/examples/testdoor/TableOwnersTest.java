package io.mudbrick.examples.testdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.internal.snapshot.Snapshots;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reset finds out by itself whose rows are whose. What it finds for a new table is to be looked
 * at: a table that belongs to the engine is not set back.
 */
class TableOwnersTest {
  @TempDir private Path data;

  private Map<String, String> owners() {
    Mudbrick.builder().data(data).start().close();
    try (SqliteDatabase database = new SqliteDatabase(data.resolve("mudbrick.db"))) {
      return Snapshots.owners(database);
    }
  }

  @Test
  void only_what_is_nobodys_belongs_to_the_engine() {
    List<String> engineWide =
        owners().entrySet().stream()
            .filter(table -> table.getValue().equals("engine"))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(engineWide).containsExactly("core_journal_position", "core_schema_version");
  }

  @Test
  void rows_that_name_no_owner_belong_to_whom_their_parent_belongs() {
    assertThat(owners())
        .containsEntry("catalog_grant", "securable_id of catalog_securable")
        .containsEntry("catalog_table", "securable_id of catalog_securable")
        .containsEntry("featurestore_online_rows", "table_no of featurestore_online_tables")
        .containsEntry("registry_version_tags", "model_id of registry_models")
        .containsEntry("tracking_metrics", "run_no of tracking_runs")
        .containsEntry("tracking_model_tags", "model_no of tracking_models")
        .containsEntry("tracking_experiments", "workspace_id")
        .containsEntry("core_member", "metastore_id");
  }
}
