package io.mudbrick.catalog;

import static io.mudbrick.catalog.Sdk.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.catalog.CatalogInfo;
import com.databricks.sdk.service.catalog.CreateCatalog;
import com.databricks.sdk.service.catalog.CreateSchema;
import com.databricks.sdk.service.catalog.SchemaInfo;
import com.databricks.sdk.service.files.UploadRequest;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places that are chosen for the managed files of catalogs and schemas. */
@MudbrickTest
@Tag("both-stores")
class StorageRootsTest {
  private static final Schema COLUMNS = Schema.builder().column("id", ColumnType.LONG).build();

  @TempDir Path disk;
  private Path root;
  private Catalog admin;

  @BeforeEach
  void choose(Mudbrick platform) throws IOException {
    root = Files.createDirectory(disk.toRealPath().resolve("root of all"));
    admin = platform.module(Catalog.class);
  }

  private static String uri(Path directory) {
    return "file://" + directory.toString().replace(" ", "%20");
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/catalogs",
        "GET /api/2.1/unity-catalog/catalogs/{name}",
        "POST /api/2.1/unity-catalog/schemas",
        "GET /api/2.1/unity-catalog/schemas/{full_name}"
      })
  @KnownDifference(
      route = "POST /api/2.1/unity-catalog/catalogs",
      reason =
          "A storage_root is a directory of this machine and takes an admin of the metastore, as there are no external locations to grant CREATE MANAGED STORAGE on; model versions lie in the platform's data directory all the same.")
  void a_root_is_read_back_with_the_place_below_it(Mudbrick platform) {
    WorkspaceClient sdk = client(platform);
    CatalogInfo made =
        sdk.catalogs().create(new CreateCatalog().setName("telco").setStorageRoot(uri(root)));
    assertThat(made.getStorageRoot()).isEqualTo(uri(root));
    assertThat(sdk.catalogs().get("telco").getStorageLocation())
        .startsWith(uri(root) + "/__unitystorage/catalogs/");
    SchemaInfo schema =
        sdk.schemas()
            .create(
                new CreateSchema()
                    .setCatalogName("telco")
                    .setName("churn")
                    .setStorageRoot(uri(root) + "/"));
    assertThat(schema.getStorageRoot()).isEqualTo(uri(root));
    assertThat(sdk.schemas().get("telco.churn").getStorageLocation())
        .isEqualTo(uri(root) + "/__unitystorage/schemas/" + schema.getSchemaId());
    assertThat(sdk.catalogs().get("workspace").getStorageRoot()).isNull();
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {"POST /api/2.1/unity-catalog/catalogs", "POST /api/2.1/unity-catalog/schemas"})
  void only_a_free_directory_of_this_machine_is_one_and_only_for_admins(Mudbrick platform)
      throws IOException {
    platform.module(Identity.class).createUser("ana");
    admin.grants().grant(SecurableRef.metastore(), "ana", Privilege.CREATE_CATALOG);
    WorkspaceClient ana = client(platform.as("ana"));
    CreateCatalog request = new CreateCatalog().setName("hers").setStorageRoot(uri(root));
    assertThatThrownBy(() -> ana.catalogs().create(request))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("CREATE MANAGED STORAGE");
    ana.catalogs().create(new CreateCatalog().setName("hers"));
    assertThatThrownBy(
            () ->
                ana.schemas()
                    .create(
                        new CreateSchema()
                            .setCatalogName("hers")
                            .setName("s")
                            .setStorageRoot(uri(root))))
        .isInstanceOf(PermissionDenied.class);

    admin.schemas().create("hers.files");
    Path shown = Files.createDirectories(root.resolve("shown"));
    admin.volumes().createExternal("hers.files.raw", shown, null);
    Path own = admin.volumes().create("hers.files.own", null).directory().getParent();
    Path file = Files.createFile(root.resolve("file"));
    WorkspaceClient sdk = client(platform);
    for (String bad :
        List.of(
            "s3://bucket/c",
            "relative/path",
            "file://elsewhere/c",
            uri(root.resolve("nothing")),
            uri(file),
            uri(shown),
            uri(Files.createDirectories(shown.resolve("below"))),
            uri(Files.createDirectories(root.resolve("__unitystorage/mine"))),
            uri(Files.createDirectories(own)))) {
      assertThatThrownBy(
              () -> sdk.catalogs().create(new CreateCatalog().setName("c").setStorageRoot(bad)))
          .as(bad)
          .isInstanceOf(InvalidParameterValue.class);
    }
    assertThat(admin.catalogs().list()).extracting(Securable::name).doesNotContain("c");
  }

  @Test
  void managed_files_lie_below_the_nearest_root_and_go_with_what_they_are_of() throws IOException {
    Path nearer = Files.createDirectory(root.resolve("nearer"));
    Securable catalog = admin.catalogs().create("telco", null, Map.of(), root);
    admin.schemas().create("telco.far");
    Securable near = admin.schemas().create("telco.near", null, Map.of(), nearer);
    TableInfo far = admin.tables().create(TableSpec.builder("telco.far.t", COLUMNS).build());
    TableInfo here = admin.tables().create(TableSpec.builder("telco.near.t", COLUMNS).build());
    VolumeInfo volume = admin.volumes().create("telco.near.v", null);
    Path ofCatalog = root.resolve("__unitystorage/catalogs").resolve(catalog.id());
    Path ofSchema = nearer.resolve("__unitystorage/schemas").resolve(near.id());
    assertThat(far.directory().getParent()).isEqualTo(ofCatalog.resolve("tables"));
    assertThat(here.directory().getParent()).isEqualTo(ofSchema.resolve("tables"));
    assertThat(volume.directory()).isEqualTo(ofSchema.resolve("volumes").resolve(volume.id()));
    assertThat(List.of(far.type(), here.type())).containsOnly(TableType.MANAGED);
    assertThat(admin.tables().get("telco.near.t").type()).isEqualTo(TableType.MANAGED);

    admin.tables().open("telco.near.t").append(List.of(Row.of(COLUMNS, 7L)));
    assertThat(admin.tables().open("telco.near.t").read().toRows())
        .containsExactly(Row.of(COLUMNS, 7L));
    assertThat(admin.deltaCommits().stage("telco.near.staged").directory().getParent())
        .isEqualTo(ofSchema.resolve("tables"));

    admin.tables().delete("telco.near.t");
    assertThat(here.directory()).doesNotExist();
    admin.schemas().delete("telco.near", true);
    assertThat(ofSchema).doesNotExist();
    admin.catalogs().delete("telco", true);
    assertThat(ofCatalog).doesNotExist();
    try (Stream<Path> left = Files.walk(root)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void files_of_a_volume_there_come_and_go_through_the_files_api(Mudbrick platform)
      throws Exception {
    admin.catalogs().create("telco", null, Map.of(), root);
    admin.schemas().create("telco.s");
    VolumeInfo volume = admin.volumes().create("telco.s.v", null);
    WorkspaceClient sdk = client(platform);
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    sdk.files()
        .upload(
            new UploadRequest()
                .setFilePath("/Volumes/telco/s/v/a/b.txt")
                .setContents(new ByteArrayInputStream(text)));
    assertThat(sdk.files().download("/Volumes/telco/s/v/a/b.txt").getContents().readAllBytes())
        .isEqualTo(text);
    assertThat(volume.directory().resolve("a/b.txt")).hasBinaryContent(text);
    admin.volumes().delete("telco.s.v");
    assertThat(volume.directory()).doesNotExist();
  }

  @Test
  void nobody_reaches_into_it_by_a_path(Mudbrick platform) throws IOException {
    admin.catalogs().create("telco", null, Map.of(), root);
    admin.schemas().create("telco.s");
    Path table = admin.tables().create(TableSpec.builder("telco.s.t", COLUMNS).build()).directory();
    assertThatThrownBy(() -> admin.credentials().path(table, Credentials.Access.READ))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("overlaps");
    for (Path taken : List.of(table, root, root.resolve("__unitystorage"), disk)) {
      assertThatThrownBy(() -> admin.volumes().createExternal("telco.s.v", taken, null))
          .as(taken.toString())
          .hasMessageContaining("overlaps");
      assertThatThrownBy(
              () ->
                  admin
                      .tables()
                      .createExternal(TableSpec.builder("telco.s.e", COLUMNS).build(), taken))
          .as(taken.toString())
          .hasMessageContaining("overlaps");
    }
    Path beside = Files.createDirectory(root.resolve("beside"));
    assertThat(admin.volumes().createExternal("telco.s.v", beside, null).directory())
        .isEqualTo(beside);
  }

  @Test
  void it_cannot_be_chosen_later() {
    admin.catalogs().create("telco", null, Map.of(), root);
    admin.catalogs().update("telco", SecurableUpdate.comment("moved"));
    assertThat(admin.catalogs().get("telco").storageRoot()).isEqualTo(root);
  }
}
