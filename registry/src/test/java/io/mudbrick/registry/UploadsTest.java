package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.test.MudbrickTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions whose files their clients bring. */
@MudbrickTest
@Tag("both-stores")
class UploadsTest {
  private static final String MODEL = "telco.churn.model";
  private static final String ROOT = "/Models/telco/churn/model/1";

  private static Registry begun(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("telco");
    catalog.schemas().create("telco.churn");
    Registry registry = platform.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
    ModelVersion version = registry.beginVersion(NewModelVersion.of(MODEL, "/tmp/model").build());
    assertThat(version.status()).isEqualTo(Status.PENDING_REGISTRATION);
    return registry;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Copies a version that was registered before, file by file, as a client would. */
  private static void upload(Mudbrick platform, String directory) throws IOException {
    Registry registry = platform.module(Registry.class);
    registry.createModel("source", null, Map.of());
    registry.createVersion(NewModelVersion.of("source", SmallModels.logged(platform, 2)).build());
    BlobStore source = registry.artifacts("source", 1);
    FilesApi files = platform.module(FilesApi.class);
    for (BlobStore.Info file : source.walk("")) {
      try (InputStream in = source.open(file.path())) {
        files.upload(directory + "/" + file.path(), in, true);
      }
    }
  }

  @Test
  void a_client_brings_the_files_and_then_says_that_they_are_all_there(Mudbrick platform)
      throws IOException {
    Registry registry = begun(platform);
    upload(platform, ROOT);
    refused(() -> registry.load("models:/" + MODEL + "/1"), ErrorCode.FAILED_PRECONDITION);
    ModelVersion ready = registry.finalizeVersion(MODEL, 1);
    assertThat(ready.status()).isEqualTo(Status.READY);
    assertThat(ready.origin().source()).isEqualTo("/tmp/model");
    assertThat(registry.files(MODEL, 1)).isEqualTo(registry.files("source", 1));
    assertThat(registry.load(ready.uri()).predict(SmallModels.ROWS).values().value(0))
        .isEqualTo(6.0);
    FilesApi files = platform.module(FilesApi.class);
    assertThat(files.list(ROOT)).extracting(FileEntry::name).contains("MLmodel");
    refused(() -> files.upload(ROOT + "/late", text("x"), true), ErrorCode.PERMISSION_DENIED);
    refused(() -> registry.uploads(MODEL, 1), ErrorCode.PERMISSION_DENIED);
    refused(() -> registry.finalizeVersion(MODEL, 1), ErrorCode.FAILED_PRECONDITION);
    refused(() -> registry.finalizeVersion(MODEL, 2), ErrorCode.RESOURCE_DOES_NOT_EXIST);
  }

  @Test
  void large_files_come_in_parts(Mudbrick platform) throws IOException {
    Registry registry = begun(platform);
    FileTransfers transfers = platform.module(FileTransfers.class);
    String file = ROOT + "/data/weights.bin";
    String session = transfers.start(file, false);
    String one = transfers.uploadPart(file, session, 1, text("ab"));
    String two = transfers.uploadPart(file, session, 2, text("cd"));
    transfers.complete(file, session, List.of(new FilePart(1, one), new FilePart(2, two)));
    String late = transfers.start(file, true);
    String part = transfers.uploadPart(file, late, 1, text("other"));
    registry.finalizeVersion(MODEL, 1);
    // A session that began while the version waited ends with it.
    refused(
        () -> transfers.complete(file, late, List.of(new FilePart(1, part))),
        ErrorCode.PERMISSION_DENIED);
    try (InputStream in = registry.artifacts(MODEL, 1).open("data/weights.bin")) {
      assertThat(in.readAllBytes()).asString().isEqualTo("abcd");
    }
  }

  @Test
  void what_is_uploaded_is_seen_by_those_who_may_create_versions(Mudbrick platform) {
    Registry registry = begun(platform);
    FilesApi files = platform.module(FilesApi.class);
    files.upload(ROOT + "/MLmodel", text("flavors: {}"), false);
    assertThat(files.list(ROOT)).extracting(FileEntry::name).containsExactly("MLmodel");

    platform.module(Identity.class).createUser("ann");
    Catalog catalog = platform.module(Catalog.class);
    catalog.grants().grant(SecurableRef.catalog("telco"), "ann", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema("telco.churn"), "ann", Privilege.USE_SCHEMA);
    catalog.grants().grant(SecurableRef.model(MODEL), "ann", Privilege.EXECUTE);
    FilesApi hers = platform.as("ann").module(FilesApi.class);
    Registry ann = platform.as("ann").module(Registry.class);
    refused(() -> hers.open(ROOT + "/MLmodel"), ErrorCode.PERMISSION_DENIED);
    refused(() -> hers.list(ROOT), ErrorCode.PERMISSION_DENIED);
    refused(() -> hers.upload(ROOT + "/x", text("x"), true), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.uploads(MODEL, 1), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.directory(MODEL, 1), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.finalizeVersion(MODEL, 1), ErrorCode.PERMISSION_DENIED);
    refused(
        () -> ann.beginVersion(NewModelVersion.of(MODEL, "x").build()),
        ErrorCode.PERMISSION_DENIED);

    registry.finalizeVersion(MODEL, 1);
    assertThat(hers.list(ROOT)).hasSize(1);
    refused(() -> hers.delete(ROOT + "/MLmodel"), ErrorCode.PERMISSION_DENIED);
    platform.module(Identity.class).createUser("mallory");
    Registry mallory = platform.as("mallory").module(Registry.class);
    refused(() -> mallory.directory(MODEL, 1), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void programs_on_this_machine_write_into_the_directory(Mudbrick platform) throws IOException {
    Registry registry = begun(platform);
    Path waiting = registry.directory(MODEL, 1);
    Files.createDirectories(waiting.resolve("größe 1;2"));
    Files.writeString(waiting.resolve("größe 1;2/a%20b.txt"), "as it is");
    Path secret = Files.writeString(waiting.resolveSibling("secret"), "not to be read");
    Files.createSymbolicLink(waiting.resolve("link"), secret);
    registry.finalizeVersion(MODEL, 1);
    assertThat(registry.files(MODEL, 1))
        .extracting(ModelFile::path)
        .containsExactly("größe 1;2/a%20b.txt");
    assertThat(waiting).doesNotExist();
    assertThat(registry.directory(MODEL, 1)).isDirectory().isNotEqualTo(waiting);
    // What is left of the place takes nobody to the version's files.
    Files.createDirectories(waiting);
    Files.writeString(waiting.resolve("later"), "too late");
    assertThat(registry.artifacts(MODEL, 1).walk("")).hasSize(1);
  }

  @Test
  void of_many_who_complete_a_version_one_does(Mudbrick platform) throws Exception {
    Registry registry = begun(platform);
    upload(platform, ROOT);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> complete =
          () -> {
            try {
              return registry.finalizeVersion(MODEL, 1).status() == Status.READY;
            } catch (PlatformException e) {
              assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              return false;
            }
          };
      int done = 0;
      for (Future<Boolean> each : pool.invokeAll(Collections.nCopies(8, complete))) {
        done += each.get() ? 1 : 0;
      }
      assertThat(done).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
    assertThat(registry.files(MODEL, 1)).isEqualTo(registry.files("source", 1));
    assertThat(registry.load("models:/" + MODEL + "/1")).isNotNull();
  }

  @Test
  void deleting_a_version_takes_its_uploads_along(Mudbrick platform) throws IOException {
    Registry registry = begun(platform);
    Path waiting = registry.directory(MODEL, 1);
    Files.writeString(waiting.resolve("a"), "a");
    registry.deleteVersion(MODEL, 1, false);
    assertThat(waiting).doesNotExist();
    registry.beginVersion(NewModelVersion.of(MODEL, "x").build());
    Path second = registry.directory(MODEL, 2);
    registry.deleteModel(MODEL, false);
    assertThat(second).doesNotExist();
  }

  @Test
  void clients_tell_what_a_version_was_made_from_and_who_reads_it(Mudbrick platform) {
    Registry registry = begun(platform);
    String workspace = platform.caller().workspaceId();
    String metastore = platform.caller().metastoreId();
    EntityRef notebook = new EntityRef(EntityRef.Type.NOTEBOOK, workspace, "17");
    EntityRef unknown = new EntityRef(EntityRef.Type.TABLE, metastore, "telco.churn.nothing");
    EntityRef crooked = new EntityRef(EntityRef.Type.TABLE, metastore, "x");
    registry.madeFrom(MODEL, 1, List.of(notebook, unknown, crooked));
    EntityRef job = new EntityRef(EntityRef.Type.JOB, workspace, "18");
    registry.usedBy(MODEL, 1, List.of(job));
    EntityRef made = new EntityRef(EntityRef.Type.MODEL_VERSION, metastore, MODEL + "/1");
    Catalog catalog = platform.module(Catalog.class);
    assertThat(catalog.lineage().upstream(made).entities()).containsExactly(notebook);
    assertThat(catalog.lineage().downstream(made).entities()).containsExactly(job);
    platform.module(Identity.class).createUser("mallory");
    Registry mallory = platform.as("mallory").module(Registry.class);
    refused(() -> mallory.usedBy(MODEL, 1, List.of(job)), ErrorCode.PERMISSION_DENIED);
    refused(() -> mallory.madeFrom(MODEL, 1, List.of(job)), ErrorCode.PERMISSION_DENIED);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }
}
