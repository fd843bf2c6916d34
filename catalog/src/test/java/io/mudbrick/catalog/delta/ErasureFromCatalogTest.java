package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person is forgotten by a table of the catalog: no file below it holds the key any more. */
@MudbrickTest
class ErasureFromCatalogTest {
  private static final String TABLE = "workspace.default.customers";
  private static final String PERSON = "erasmus.q@example.com";
  private static final Schema SCHEMA =
      Schema.builder()
          .required("email", ColumnType.STRING)
          .column("charges", ColumnType.DOUBLE)
          .build();
  private static final VacuumOptions SCRUB =
      VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck().scrubbingLog();

  private Path folder;

  @BeforeEach
  void furnish(Catalog catalog) {
    catalog.tables().create(TableSpec.builder(TABLE, SCHEMA).primaryKey("email").build());
    DeltaTable table = catalog.tables().open(TABLE);
    // More than ten commits, so that there are checkpoints.
    for (int i = 0; i < 12; i++) {
      table.append(List.of(row("user" + i + "@example.org")));
    }
    table.append(List.of(row(PERSON)));
    for (int i = 0; i < 12; i++) {
      table
          .write()
          .update(row -> row.getString("email").equals(PERSON), Map.of("charges", 1.0 * i));
    }
    folder = catalog.tables().get(TABLE).directory();
  }

  private static Row row(String email) {
    return Row.of(SCHEMA, email, 10.0);
  }

  private static List<Row> key() {
    return List.of(Row.of(SCHEMA.select(List.of("email")), PERSON));
  }

  @Test
  void delete_by_key_and_vacuum_leave_the_key_in_no_file(Catalog catalog) throws Exception {
    assertThat(ErasureTest.filesThatHold(folder, PERSON))
        .anyMatch(file -> file.endsWith(".checkpoint.parquet"))
        .anyMatch(file -> file.endsWith(".json"))
        .anyMatch(file -> file.endsWith(".parquet") && !file.contains("_delta_log"));

    DeltaTable table = catalog.tables().open(TABLE);
    assertThat(table.write().deleteByKey(key()).deleted()).isEqualTo(1);
    table.maintenance().vacuum(SCRUB);

    assertThat(ErasureTest.filesThatHold(folder, PERSON)).isEmpty();
    DeltaTable again = catalog.tables().open(TABLE);
    assertThat(again.read().count()).isEqualTo(12);
    again.append(List.of(row("new@example.org")));
    assertThat(again.read().count()).isEqualTo(13);
  }

  @Test
  void who_may_only_read_can_neither_delete_nor_vacuum(Mudbrick platform, Catalog catalog)
      throws Exception {
    platform.module(Identity.class).createUser("ana");
    catalog.grants().grant(SecurableRef.table(TABLE), "ana", Privilege.SELECT);
    DeltaTable hers = platform.as("ana").module(Catalog.class).tables().open(TABLE);
    assertThat(hers.read().count()).isEqualTo(13);
    assertThatThrownBy(() -> hers.write().deleteByKey(key())).hasMessageContaining("MODIFY");
    assertThatThrownBy(() -> hers.maintenance().vacuum(SCRUB)).hasMessageContaining("MODIFY");
    assertThat(ErasureTest.filesThatHold(folder, PERSON)).isNotEmpty();
  }
}
