package io.mudbrick.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceObjectsTest {
  @TempDir Path data;
  private Mudbrick platform;
  private WorkspaceObjects ann;

  @BeforeEach
  void open() {
    platform = Mudbrick.builder().data(data).start();
    platform.module(Identity.class).createUser("ann");
    platform.module(Identity.class).createUser("eve");
    ann = platform.as("ann").module(WorkspaceObjects.class);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).as(e.message()).isEqualTo(code));
  }

  @Test
  void homes_and_the_shared_folder_are_there_from_the_start() {
    assertThat(ann.getStatus("/Users/ann").type()).isEqualTo(WorkspaceObject.Type.DIRECTORY);
    assertThat(ann.list("/"))
        .extracting(WorkspaceObject::path)
        .containsExactly("/Shared", "/Users");
    assertThat(ann.list("/Users")).extracting(WorkspaceObject::path).containsExactly("/Users/ann");
    assertThat(ann.getStatus("/Workspace/Users/ann")).isEqualTo(ann.getStatus("/Users/ann"));
    assertThat(ann.list("/Shared")).isEmpty();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void writes_go_on_while_deletions_are_held() throws Exception {
    ann.store("/Shared/a", bytes("1"), null, false);
    Closeable held = FileIo.holdDeletions(data.toRealPath());
    ann.store("/Shared/a", bytes("2"), null, true);
    ann.mkdirs("/Shared/b"); // hung as long as the one writer waited to delete the first content
    assertThat(blobs()).hasSize(2);
    held.close();
    assertThat(blobs()).hasSize(1);
    assertThat(ann.read("/Shared/a")).asString().isEqualTo("2");
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> files =
        Files.walk(data.resolve("blobs/workspace/" + platform.workspace().id()))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void an_object_that_is_replaced_again_and_again_can_always_be_read() throws Exception {
    ann.store("/Shared/a", bytes("x"), null, false);
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              while (!over.get()) {
                ann.store("/Shared/a", bytes("x"), null, true);
              }
            });
    writer.start();
    try {
      for (int i = 0; i < 2_000; i++) {
        assertThat(ann.read("/Shared/a")).asString().isEqualTo("x");
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }

  @Test
  void objects_are_stored_under_an_id_that_stays_and_deleted() {
    ann.mkdirs("/Users/ann/a/b");
    ann.mkdirs("/Users/ann/a/b");
    WorkspaceObject first = ann.store("/Users/ann/a/n", bytes("print(1)"), "PYTHON", false);
    refused(
        () -> ann.store("/Users/ann/a/n", bytes("x"), null, false),
        ErrorCode.RESOURCE_ALREADY_EXISTS);
    WorkspaceObject second = ann.store("/Users/ann/a/n", bytes("select 1"), "SQL", true);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(ann.getStatus("/Users/ann/a/n")).isEqualTo(second);
    assertThat(ann.read("/Users/ann/a/n")).asString().isEqualTo("select 1");
    assertThat(ann.list("/Users/ann/a/n")).containsExactly(second);
    refused(
        () -> ann.store("/Users/ann/none/x", bytes("x"), null, true),
        ErrorCode.RESOURCE_DOES_NOT_EXIST);
    refused(() -> ann.mkdirs("/Users/ann/a/n/x"), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> ann.read("/Users/ann/a"), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(
        () -> ann.store("/Users/ann/a", bytes("x"), null, true), ErrorCode.RESOURCE_ALREADY_EXISTS);
    refused(() -> ann.delete("/Users/ann/a", false), ErrorCode.DIRECTORY_NOT_EMPTY);
    ann.delete("/Users/ann/a", true);
    refused(() -> ann.getStatus("/Users/ann/a/n"), ErrorCode.RESOURCE_DOES_NOT_EXIST);
    assertThat(data.resolve("blobs/workspace/" + platform.workspace().id())).isEmptyDirectory();
    refused(() -> ann.delete("/Shared", true), ErrorCode.PERMISSION_DENIED);
    refused(() -> ann.delete("/Users/ann", true), ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void a_home_is_its_owners_and_the_admins_and_shared_is_everybodys() {
    ann.store("/Users/ann/f", bytes("1"), null, false);
    WorkspaceObjects eve = platform.as("eve").module(WorkspaceObjects.class);
    refused(() -> eve.read("/Users/ann/f"), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.getStatus("/Users/ann"), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.store("/Users/ann/f", bytes("2"), null, true), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.mkdirs("/Users/ann/x"), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.delete("/Users/ann/f", false), ErrorCode.PERMISSION_DENIED);
    refused(() -> eve.mkdirs("/Elsewhere"), ErrorCode.PERMISSION_DENIED);
    WorkspaceObjects admin = platform.module(WorkspaceObjects.class);
    assertThat(admin.read("/Users/ann/f")).asString().isEqualTo("1");
    admin.mkdirs("/Elsewhere");
    assertThat(eve.list("/Elsewhere")).isEmpty();
    eve.store("/Shared/f", bytes("3"), null, false);
    assertThat(ann.read("/Shared/f")).asString().isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Shared/x", "/Shared/../Users/ann/f", "/Shared/%2e%2e/x", "/Shared/a\u0000"})
  void a_hostile_path_is_refused(String path) {
    WorkspaceObjects eve = platform.as("eve").module(WorkspaceObjects.class);
    refused(() -> eve.store(path, bytes("x"), null, true), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> eve.getStatus(path), ErrorCode.INVALID_PARAMETER_VALUE);
    refused(() -> eve.mkdirs("/Shared/" + "x".repeat(800)), ErrorCode.INVALID_PARAMETER_VALUE);
  }
}
