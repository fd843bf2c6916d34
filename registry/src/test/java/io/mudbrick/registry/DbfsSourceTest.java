package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.Dbfs;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients with a {@code databricks} registry put what they register on DBFS first. */
@MudbrickTest
class DbfsSourceTest {
  private static final byte[] BYTES = "weights".getBytes(StandardCharsets.UTF_8);

  private static void refused(Registry registry, String source, ErrorCode code) {
    assertThatThrownBy(
            () -> registry.createVersion(NewModelVersion.of("telco.churn.model", source).build()))
        .as(source)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Catalog furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    platform.module(Registry.class).createModel("telco.churn.model", null, Map.of());
    return catalog;
  }

  @Test
  void a_directory_of_dbfs_is_registered_also_where_mlflow_names_one_that_is_not_there(
      Mudbrick platform) {
    furnish(platform);
    Registry registry = platform.module(Registry.class);
    Dbfs dbfs = platform.module(Dbfs.class);
    dbfs.put("/models/a/weights.txt", BYTES, true);
    String carried = "/databricks/mlflow/tmp-external-source/0123/";
    dbfs.put(carried + "deep/weights.txt", BYTES, true);
    for (String source :
        new String[] {"dbfs:/models/a", "dbfs:" + carried + "m-" + "a".repeat(32)}) {
      ModelVersion made =
          registry.createVersion(NewModelVersion.of("telco.churn.model", source).build());
      assertThat(made.status()).isEqualTo(ModelVersion.Status.READY);
      assertThat(made.origin().source()).isEqualTo(source);
      assertThat(registry.files("telco.churn.model", made.version()))
          .extracting(ModelFile::size)
          .containsExactly((long) BYTES.length);
    }
    refused(registry, "dbfs:/models/none", ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(registry, "dbfs:/models/../models/a", ErrorCode.INVALID_PARAMETER_VALUE);
    refused(registry, "dbfs:/databricks/mlflow-registry/a", ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void volumes_keep_their_grants_and_dbfs_is_of_one_workspace(Mudbrick platform) {
    Catalog catalog = furnish(platform);
    platform.module(Dbfs.class).put("/models/a/weights.txt", BYTES, true);
    catalog.volumes().create("telco.churn.files");
    platform.module(Dbfs.class).put("/Volumes/telco/churn/files/a/weights.txt", BYTES, true);
    platform.module(Identity.class).createUser("ann");
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model("telco.churn.model"), "ann", Privilege.MANAGE);
    Registry ann = platform.as("ann").module(Registry.class);
    String source = "dbfs:/Volumes/telco/churn/files/a";
    refused(ann, source, ErrorCode.PERMISSION_DENIED);
    catalog.grants().grant(SecurableRef.volume("telco.churn.files"), "ann", Privilege.READ_VOLUME);
    assertThat(ann.createVersion(NewModelVersion.of("telco.churn.model", source).build()).version())
        .isEqualTo(1);
  }
}
