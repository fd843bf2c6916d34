package io.mudbrick.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Row;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileContent;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
@Tag("both-stores")
class VolumesTest {
  private static final SecurableRef RAW = SecurableRef.volume("telco.churn.raw");
  private static final String FILE = "/Volumes/telco/churn/raw/d/f.txt";

  @BeforeEach
  void furnish(Mudbrick platform) {
    Identity identity = platform.module(Identity.class);
    identity.createUser("ann");
    identity.createUser("eve");
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    catalog.volumes().create("telco.churn.Raw", "as delivered");
    use(catalog, "ann");
  }

  private static void use(Catalog catalog, String who) {
    catalog.grants().grant(SecurableRef.catalog("telco"), who, Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), who, Privilege.USE_SCHEMA);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(FilesApi files, String path) throws IOException {
    try (FileContent content = files.open(path)) {
      return new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void denied(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED))
        .hasMessageContaining(message);
  }

  @Test
  void files_go_in_and_out_in_java(Mudbrick platform) throws IOException {
    FilesApi files = platform.module(FilesApi.class);
    VolumeInfo volume = platform.module(Catalog.class).volumes().get("telco.churn.raw");
    assertThat(volume.path()).isEqualTo("/Volumes/telco/churn/raw");

    files.upload(volume.path() + "/2024/a.txt", text("hello"), true);
    assertThat(read(files, volume.path() + "/2024/a.txt")).isEqualTo("hello");
    assertThat(files.stat(volume.path() + "/2024/a.txt").size()).isEqualTo(5);
    assertThat(files.list(volume.path())).extracting(FileEntry::name).containsExactly("2024");
    assertThat(files.statDirectory(volume.path()).directory()).isTrue();
  }

  @Test
  void reading_needs_read_volume_and_writing_write_volume(Mudbrick platform) throws IOException {
    platform.module(FilesApi.class).upload(FILE, text("1"), true);
    Grants grants = platform.module(Catalog.class).grants();
    FilesApi ann = platform.as("ann").module(FilesApi.class);
    FilesApi eve = platform.as("eve").module(FilesApi.class);

    denied(() -> eve.open(FILE), "USE CATALOG on Catalog 'telco'");
    denied(() -> ann.open(FILE), "READ VOLUME on Volume 'telco.churn.raw'");
    denied(() -> ann.stat(FILE), "READ VOLUME");
    denied(() -> ann.list("/Volumes/telco/churn/raw"), "READ VOLUME");
    denied(() -> ann.statDirectory("/Volumes/telco/churn/raw"), "READ VOLUME");

    grants.grant(RAW, "ann", Privilege.READ_VOLUME);
    assertThat(read(ann, FILE)).isEqualTo("1");
    denied(() -> ann.upload(FILE, text("2"), true), "WRITE VOLUME");
    denied(() -> ann.delete(FILE), "WRITE VOLUME");
    denied(() -> ann.createDirectory("/Volumes/telco/churn/raw/e"), "WRITE VOLUME");
    denied(() -> ann.deleteDirectory("/Volumes/telco/churn/raw/d"), "WRITE VOLUME");

    grants.grant(SecurableRef.schema("telco.churn"), "ann", Privilege.WRITE_VOLUME);
    ann.upload(FILE, text("2"), true);
    grants.revoke(RAW, "ann", Privilege.READ_VOLUME);
    denied(() -> ann.open(FILE), "READ VOLUME");
    assertThat(read(platform.module(FilesApi.class), FILE)).isEqualTo("2");
  }

  @Test
  void a_grant_revoked_while_a_file_goes_up_keeps_it_out(Mudbrick platform) {
    Grants grants = platform.module(Catalog.class).grants();
    grants.grant(RAW, "ann", Privilege.WRITE_VOLUME);
    InputStream slow =
        new InputStream() {
          private int sent;

          @Override
          public int read() {
            if (sent++ == 0) {
              grants.revoke(RAW, "ann", Privilege.WRITE_VOLUME);
              return 'x';
            }
            return -1;
          }
        };
    FilesApi ann = platform.as("ann").module(FilesApi.class);
    denied(() -> ann.upload(FILE, slow, true), "WRITE VOLUME");
    assertThatThrownBy(() -> platform.module(FilesApi.class).stat(FILE))
        .hasMessageContaining("not found");
  }

  @Test
  void making_one_needs_create_volume_and_lists_hold_what_may_be_seen(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    Volumes ann = platform.as("ann").module(Catalog.class).volumes();
    denied(() -> ann.create("telco.churn.own"), "CREATE VOLUME on Schema 'telco.churn'");
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.CREATE_VOLUME);
    assertThat(ann.create("telco.churn.own").owner()).isEqualTo("ann");
    assertThat(ann.list("telco.churn"))
        .extracting(VolumeInfo::fullName)
        .containsExactly("telco.churn.own");
    assertThat(catalog.volumes().list("telco.churn")).hasSize(2);
    denied(() -> ann.get("telco.churn.raw"), "READ VOLUME");
    denied(() -> ann.delete("telco.churn.raw"), "not an owner");
    denied(() -> ann.update("telco.churn.raw", SecurableUpdate.comment("mine")), "not an owner");
    ann.delete("telco.churn.own");
    assertThatThrownBy(() -> catalog.volumes().create("telco.churn.RAW"))
        .hasMessageContaining("already exists");
  }

  @Test
  void a_renamed_volume_keeps_its_files_and_a_deleted_one_does_not(Mudbrick platform)
      throws IOException {
    FilesApi files = platform.module(FilesApi.class);
    Volumes volumes = platform.module(Catalog.class).volumes();
    files.upload(FILE, text("1"), true);
    VolumeInfo renamed = volumes.update("telco.churn.raw", SecurableUpdate.rename("Landing"));
    assertThat(renamed.comment()).isEqualTo("as delivered");
    assertThat(read(files, "/Volumes/telco/churn/landing/d/f.txt")).isEqualTo("1");
    assertThatThrownBy(() -> files.open(FILE)).hasMessageContaining("does not exist");

    assertThat(renamed.directory()).isNotEmptyDirectory();
    platform.module(Catalog.class).schemas().delete("telco.churn", true);
    assertThat(renamed.directory()).doesNotExist();
  }

  @Test
  void an_external_volume_shows_a_directory_and_leaves_it_there(
      Mudbrick platform, @TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("100%.txt"), "there before");
    Catalog catalog = platform.module(Catalog.class);
    VolumeInfo volume = catalog.volumes().createExternal("telco.churn.ext", directory, null);
    FilesApi files = platform.module(FilesApi.class);
    assertThat(read(files, volume.path() + "/100%.txt")).isEqualTo("there before");
    files.upload(volume.path() + "/sub/new.txt", text("new"), false);
    assertThat(directory.resolve("sub/new.txt")).hasContent("new");
    assertThat(files.list(volume.path()))
        .extracting(FileEntry::name)
        .containsExactly("100%.txt", "sub");

    catalog.volumes().delete("telco.churn.ext");
    assertThat(directory.resolve("sub/new.txt")).hasContent("new");
  }

  @Test
  void links_that_lead_out_of_an_external_volume_lead_nowhere(
      Mudbrick platform, @TempDir Path outside) throws IOException {
    Files.writeString(outside.resolve("secret"), "x");
    Path directory = Files.createDirectory(outside.resolve("shown"));
    Files.writeString(directory.resolve("plain"), "y");
    Files.createSymbolicLink(directory.resolve("file"), outside.resolve("secret"));
    Files.createSymbolicLink(directory.resolve("up"), outside);
    Files.createSymbolicLink(directory.resolve("dangling"), outside.resolve("none"));
    Files.createSymbolicLink(directory.resolve("inside"), directory.resolve("plain"));
    platform.module(Catalog.class).volumes().createExternal("telco.churn.ext", directory, null);

    FilesApi files = platform.module(FilesApi.class);
    String root = "/Volumes/telco/churn/ext/";
    assertThat(files.list(root)).extracting(FileEntry::name).containsExactly("inside", "plain");
    assertThat(read(files, root + "inside")).isEqualTo("y");
    for (String path : List.of("file", "up/secret", "dangling")) {
      assertThatThrownBy(() -> files.open(root + path))
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThatThrownBy(() -> files.upload(root + path, text("z"), true))
          .isInstanceOf(PlatformException.class);
      assertThatThrownBy(() -> files.delete(root + path)).isInstanceOf(PlatformException.class);
    }
    assertThat(outside.resolve("secret")).hasContent("x");
    assertThat(outside.resolve("none")).doesNotExist();

    Files.delete(directory.resolve("plain"));
    Path moved = Files.move(directory, outside.resolve("moved"));
    Files.createSymbolicLink(directory, outside);
    assertThat(moved).isDirectory();
    assertThatThrownBy(() -> files.open(root + "secret")).isInstanceOf(PlatformException.class);
  }

  @Test
  void what_may_become_an_external_volume_is_for_admins_to_say(
      Mudbrick platform, @TempDir Path directory) {
    Catalog admin = platform.module(Catalog.class);
    admin.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.ALL_PRIVILEGES);
    Volumes ann = platform.as("ann").module(Catalog.class).volumes();
    denied(() -> ann.createExternal("telco.churn.e", directory, null), "CREATE EXTERNAL VOLUME");

    Volumes volumes = admin.volumes();
    Path ours = volumes.get("telco.churn.raw").directory();
    for (Path bad :
        List.of(directory.resolve("none"), Path.of("/"), ours.resolveSibling(".").normalize())) {
      assertThatThrownBy(() -> volumes.createExternal("telco.churn.e", bad, null))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }
    volumes.createExternal("telco.churn.e", directory, null);
    assertThatThrownBy(() -> volumes.createExternal("telco.churn.e2", directory, null))
        .hasMessageContaining("overlaps");
  }

  @Test
  void calls_are_audited_under_the_products_names_and_tags_and_grants_hold(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    platform.module(FilesApi.class).upload(FILE, text("1"), true);
    FilesApi ann = platform.as("ann").module(FilesApi.class);
    denied(() -> ann.open(FILE), "READ VOLUME");
    catalog.tags().set(RAW, Map.of("pii", "yes"));
    assertThat(catalog.tags().list(RAW)).containsEntry("pii", "yes");
    platform.flush();

    List<Row> rows = catalog.tables().open("system.access.audit").read().toRows();
    assertThat(rows)
        .extracting(r -> r.getString("service_name") + "." + r.getString("action_name"))
        .contains("unityCatalog.createVolume", "filesystem.filesPut", "filesystem.filesGet");
  }
}
