package io.mudbrick.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.error.platform.AlreadyExists;
import com.databricks.sdk.core.error.platform.BadRequest;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceAlreadyExists;
import com.databricks.sdk.service.catalog.CreateVolumeRequestContent;
import com.databricks.sdk.service.catalog.PermissionsChange;
import com.databricks.sdk.service.catalog.Privilege;
import com.databricks.sdk.service.catalog.UpdatePermissions;
import com.databricks.sdk.service.catalog.UpdateVolumeRequestContent;
import com.databricks.sdk.service.catalog.VolumeInfo;
import com.databricks.sdk.service.catalog.VolumeType;
import com.databricks.sdk.service.files.CreateDirectoryRequest;
import com.databricks.sdk.service.files.Delete;
import com.databricks.sdk.service.files.DirectoryEntry;
import com.databricks.sdk.service.files.DownloadResponse;
import com.databricks.sdk.service.files.FileInfo;
import com.databricks.sdk.service.files.ListDirectoryContentsRequest;
import com.databricks.sdk.service.files.Move;
import com.databricks.sdk.service.files.Put;
import com.databricks.sdk.service.files.UploadRequest;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.workspace.ExportFormat;
import com.databricks.sdk.service.workspace.ExportRequest;
import com.databricks.sdk.service.workspace.Import;
import com.databricks.sdk.service.workspace.ImportFormat;
import com.databricks.sdk.service.workspace.Language;
import com.databricks.sdk.service.workspace.ObjectInfo;
import com.databricks.sdk.service.workspace.ObjectType;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.KnownDifference;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.test.Witness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Databricks SDK, unmodified: volumes and their files, DBFS, workspace objects. */
@MudbrickTest
class FilesSdkTest {
  private static final String ROOT = "/Volumes/telco/churn/raw";

  @BeforeEach
  void furnish(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
  }

  private static WorkspaceClient client(Mudbrick platform) {
    return new WorkspaceClient(
        new DatabricksConfig()
            .setHost(platform.host().toString())
            .setToken(platform.token())
            .setAuthType("pat"));
  }

  private static CreateVolumeRequestContent volume(String name) {
    return new CreateVolumeRequestContent()
        .setCatalogName("telco")
        .setSchemaName("churn")
        .setName(name)
        .setVolumeType(VolumeType.MANAGED);
  }

  private static UploadRequest upload(String path, String content) {
    InputStream bytes = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    return new UploadRequest().setFilePath(path).setContents(bytes);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.1/unity-catalog/volumes",
        "GET /api/2.1/unity-catalog/volumes",
        "GET /api/2.1/unity-catalog/volumes/{name}",
        "PATCH /api/2.1/unity-catalog/volumes/{name}",
        "DELETE /api/2.1/unity-catalog/volumes/{name}"
      })
  @KnownDifference(
      route = "POST /api/2.1/unity-catalog/volumes",
      reason =
          "An EXTERNAL volume takes a file:/// directory and an admin of the metastore, as there are"
              + " no external locations to grant CREATE EXTERNAL VOLUME on.")
  void volumes_are_made_listed_changed_granted_and_deleted(
      Mudbrick platform, @TempDir Path directory) {
    platform.module(Identity.class).createUser("eve");
    WorkspaceClient admin = client(platform);
    VolumeInfo raw = admin.volumes().create(volume("Raw").setComment("as delivered"));
    assertThat(raw.getFullName()).isEqualTo("telco.churn.raw");
    assertThat(raw.getStorageLocation()).startsWith("file:///");
    assertThatThrownBy(() -> admin.volumes().create(volume("raw")))
        .isInstanceOf(ResourceAlreadyExists.class);
    CreateVolumeRequestContent external =
        volume("ext").setVolumeType(VolumeType.EXTERNAL).setStorageLocation("s3://bucket/x");
    assertThatThrownBy(() -> admin.volumes().create(external)).isInstanceOf(BadRequest.class);
    VolumeInfo ext =
        admin.volumes().create(external.setStorageLocation(directory.toUri().toString()));
    assertThat(ext.getVolumeType()).isEqualTo(VolumeType.EXTERNAL);
    assertThat(admin.volumes().list("telco", "churn"))
        .extracting(VolumeInfo::getName)
        .containsExactly("ext", "raw");

    WorkspaceClient eve = client(platform.as("eve"));
    assertThat(eve.volumes().list("telco", "churn")).isEmpty();
    assertThatThrownBy(() -> eve.volumes().read("telco.churn.raw"))
        .isInstanceOf(PermissionDenied.class);
    admin
        .grants()
        .update(
            new UpdatePermissions()
                .setSecurableType("volume")
                .setFullName("telco.churn.raw")
                .setChanges(
                    List.of(
                        new PermissionsChange()
                            .setPrincipal("eve")
                            .setAdd(List.of(Privilege.READ_VOLUME)))));
    assertThat(platform.module(Catalog.class).grants().list(SecurableRef.volume("telco.churn.raw")))
        .hasSize(1);

    UpdateVolumeRequestContent rename =
        new UpdateVolumeRequestContent().setName("telco.churn.raw").setNewName("landing");
    assertThat(admin.volumes().update(rename).getFullName()).isEqualTo("telco.churn.landing");
    assertThat(admin.volumes().read("telco.churn.landing").getComment()).isEqualTo("as delivered");
    admin.volumes().delete("telco.churn.landing");
    assertThatThrownBy(() -> admin.volumes().read("telco.churn.landing"))
        .isInstanceOf(NotFound.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "PUT /api/2.0/fs/files/{path...}",
        "GET /api/2.0/fs/files/{path...}",
        "HEAD /api/2.0/fs/files/{path...}",
        "DELETE /api/2.0/fs/files/{path...}",
        "PUT /api/2.0/fs/directories/{path...}",
        "GET /api/2.0/fs/directories/{path...}",
        "HEAD /api/2.0/fs/directories/{path...}",
        "DELETE /api/2.0/fs/directories/{path...}"
      })
  void files_go_up_and_down(Mudbrick platform) throws IOException {
    WorkspaceClient admin = client(platform);
    admin.volumes().create(volume("raw"));
    String file = ROOT + "/a/2024.csv";
    admin.files().upload(upload(file, "hello").setOverwrite(true));
    assertThatThrownBy(() -> admin.files().upload(upload(file, "again").setOverwrite(false)))
        .isInstanceOf(AlreadyExists.class);
    DownloadResponse down = admin.files().download(file);
    assertThat(down.getContentLength()).isEqualTo(5);
    assertThat(down.getContents().readAllBytes()).asString().isEqualTo("hello");
    assertThat(admin.files().getMetadata(file).getContentLength()).isEqualTo(5);

    admin.files().createDirectory(new CreateDirectoryRequest().setDirectoryPath(ROOT + "/d/e"));
    admin.files().getDirectoryMetadata(ROOT + "/d/e");
    for (int i = 0; i < 5; i++) {
      admin.files().upload(upload(ROOT + "/d/" + i, "x"));
    }
    assertThat(
            admin
                .files()
                .listDirectoryContents(
                    new ListDirectoryContentsRequest()
                        .setDirectoryPath(ROOT + "/d")
                        .setPageSize(2L)))
        .extracting(DirectoryEntry::getName)
        .containsExactly("0", "1", "2", "3", "4", "e");
    assertThatThrownBy(() -> admin.files().deleteDirectory(ROOT + "/d"))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("not empty");
    admin.files().deleteDirectory(ROOT + "/d/e");
    admin.files().delete(file);
    assertThatThrownBy(() -> admin.files().download(file)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> admin.files().upload(upload("/Workspace/Shared/x", "x")))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("unsupported first path component: Workspace");
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/dbfs/put",
        "GET /api/2.0/dbfs/read",
        "GET /api/2.0/dbfs/get-status",
        "GET /api/2.0/dbfs/list",
        "POST /api/2.0/dbfs/mkdirs",
        "POST /api/2.0/dbfs/move",
        "POST /api/2.0/dbfs/delete",
        "POST /api/2.0/dbfs/create",
        "POST /api/2.0/dbfs/add-block",
        "POST /api/2.0/dbfs/close"
      })
  @KnownDifference(
      route = "POST /api/2.0/dbfs/delete",
      reason = "A directory that is not empty answers IO_ERROR under 400, not as a server error.")
  void dbfs_keeps_files_of_any_size(Mudbrick platform) throws IOException {
    WorkspaceClient admin = client(platform);
    admin.dbfs().put(new Put().setPath("/tmp/a.txt").setContents(base64("hello")));
    assertThatThrownBy(
            () -> admin.dbfs().put(new Put().setPath("/tmp/a.txt").setContents(base64("x"))))
        .isInstanceOf(ResourceAlreadyExists.class);
    byte[] large = "0123456789".repeat(250_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = admin.dbfs().getOutputStream("/tmp/large")) {
      out.write(large);
    }
    assertThat(admin.dbfs().getStatus("/tmp/large").getFileSize()).isEqualTo(2_500_000);
    try (InputStream in = admin.dbfs().open("/tmp/large")) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(admin.dbfs().list("/tmp"))
        .extracting(FileInfo::getPath)
        .containsExactly("/tmp/a.txt", "/tmp/large");
    admin.dbfs().mkdirs("/to");
    admin.dbfs().move(new Move().setSourcePath("/tmp/a.txt").setDestinationPath("/to/b.txt"));
    assertThat(admin.dbfs().read("/to/b.txt").getData()).isEqualTo(base64("hello"));
    assertThatThrownBy(() -> admin.dbfs().delete(new Delete().setPath("/tmp")))
        .isInstanceOf(BadRequest.class);
    admin.dbfs().delete(new Delete().setPath("/tmp").setRecursive(true));
    assertThatThrownBy(() -> admin.dbfs().getStatus("/tmp")).isInstanceOf(NotFound.class);

    admin.volumes().create(volume("raw"));
    admin.dbfs().put(new Put().setPath("dbfs:" + ROOT + "/v").setContents(base64("vol")));
    assertThat(admin.files().getMetadata(ROOT + "/v").getContentLength()).isEqualTo(3);
    assertThat(admin.dbfs().read("/dbfs" + ROOT + "/v").getData()).isEqualTo(base64("vol"));
    platform.module(Identity.class).createUser("eve");
    assertThatThrownBy(() -> client(platform.as("eve")).dbfs().read(ROOT + "/v"))
        .isInstanceOf(PermissionDenied.class);
  }

  @Test
  @Witness(
      client = "com.databricks:databricks-sdk-java 0.141.0",
      routes = {
        "POST /api/2.0/workspace/mkdirs",
        "GET /api/2.0/workspace/get-status",
        "GET /api/2.0/workspace/list",
        "POST /api/2.0/workspace/import",
        "GET /api/2.0/workspace/export",
        "POST /api/2.0/workspace/delete"
      })
  @KnownDifference(
      route = "POST /api/2.0/workspace/import",
      reason = "Formats are SOURCE, AUTO and RAW; DBC, HTML, JUPYTER and R_MARKDOWN answer 400.")
  void notebooks_and_files_are_imported_listed_and_exported(Mudbrick platform) {
    WorkspaceClient admin = client(platform);
    String home = "/Users/" + admin.currentUser().me(new MeRequest()).getUserName();
    admin.workspace().mkdirs(home + "/p");
    Import notebook =
        new Import()
            .setPath(home + "/p/n")
            .setFormat(ImportFormat.SOURCE)
            .setLanguage(Language.PYTHON)
            .setContent(base64("print(1)"));
    admin.workspace().importContent(notebook);
    assertThatThrownBy(() -> admin.workspace().importContent(notebook))
        .isInstanceOf(ResourceAlreadyExists.class);
    Import auto = new Import().setPath(home + "/p/data.json").setFormat(ImportFormat.AUTO);
    admin.workspace().importContent(auto.setContent(base64("{}")));
    assertThat(admin.workspace().list(home + "/p"))
        .extracting(ObjectInfo::getObjectType)
        .containsExactly(ObjectType.FILE, ObjectType.NOTEBOOK);
    ObjectInfo status = admin.workspace().getStatus(home + "/p/n");
    assertThat(status.getLanguage()).isEqualTo(Language.PYTHON);
    assertThat(status.getObjectId()).isPositive();
    String exported =
        admin
            .workspace()
            .export(new ExportRequest().setPath(home + "/p/n").setFormat(ExportFormat.SOURCE))
            .getContent();
    assertThat(new String(Base64.getDecoder().decode(exported), StandardCharsets.UTF_8))
        .isEqualTo("# Databricks notebook source\nprint(1)");
    com.databricks.sdk.service.workspace.Delete delete =
        new com.databricks.sdk.service.workspace.Delete().setPath(home + "/p");
    assertThatThrownBy(() -> admin.workspace().delete(delete))
        .isInstanceOf(BadRequest.class)
        .hasMessageContaining("not empty");
    admin.workspace().delete(delete.setRecursive(true));
    assertThatThrownBy(() -> admin.workspace().getStatus(home + "/p")).isInstanceOf(NotFound.class);
    assertThat(admin.workspace().getStatus("/Shared").getObjectType())
        .isEqualTo(ObjectType.DIRECTORY);
  }
}
