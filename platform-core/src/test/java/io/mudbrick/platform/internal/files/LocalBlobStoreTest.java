package io.mudbrick.platform.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.Ids;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.IoStep;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBlobStoreTest {
  @TempDir Path directory;
  private BlobStore sut;

  @BeforeEach
  void open() {
    sut = new LocalBlobStore(directory, Ids.random());
  }

  private void put(String path, String text) throws IOException {
    sut.put(path, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String text(String path) throws IOException {
    try (InputStream in = sut.open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_upload_that_is_deleted_at_once_was_stored_all_the_same() throws IOException {
    try (Closeable another =
        FileIo.inject(
            (step, file) -> {
              if (step == IoStep.SYNC_DIRECTORY && file.equals(directory)) {
                Files.deleteIfExists(directory.resolve("a"));
              }
            })) {
      assertThat(another).isNotNull();
      assertThat(sut.put("a", new ByteArrayInputStream(new byte[3])).size()).isEqualTo(3);
    }
    assertThat(sut.stat("a")).isEmpty();
  }

  @Test
  void a_tree_is_deleted_though_others_delete_in_it_or_put_more_there() throws IOException {
    put("a/b/1", "x");
    put("a/b/2", "x");
    AtomicBoolean once = new AtomicBoolean();
    try (Closeable another =
        FileIo.inject(
            (step, file) -> {
              if (step == IoStep.DELETE && once.compareAndSet(false, true)) {
                Files.delete(directory.resolve("a/b/1"));
                Files.createFile(directory.resolve("a/b/3"));
              }
            })) {
      assertThat(another).isNotNull();
      sut.delete("a");
    }
    assertThat(directory.resolve("a")).doesNotExist();
  }

  @Test
  void a_file_comes_back_under_its_canonical_path() throws IOException {
    put("a//b.txt", "hello");

    assertThat(text("a/b.txt")).isEqualTo("hello");
    assertThat(sut.stat("a/b.txt").orElseThrow().size()).isEqualTo(5);
    assertThat(sut.at("a").list("")).extracting(BlobStore.Info::path).containsExactly("b.txt");
  }

  @Test
  void names_on_disk_are_ascii_whatever_the_blob_is_called() throws IOException {
    put("modèle/文件 100%.txt", "x");

    assertThat(sut.walk("")).extracting(BlobStore.Info::path).containsExactly("modèle/文件 100%.txt");
    try (Stream<Path> files = Files.walk(directory)) {
      assertThat(files.map(Path::toString)).allMatch(name -> name.chars().allMatch(c -> c < 128));
    }
  }

  @Test
  void a_failed_upload_leaves_the_old_file_and_no_trace() throws IOException {
    put("m/model.bin", "old");
    InputStream breaksOff =
        new InputStream() {
          private int sent;

          @Override
          public int read() throws IOException {
            if (sent++ > 3) {
              throw new IOException("gone");
            }
            return 'n';
          }
        };

    assertThatThrownBy(() -> sut.put("m/model.bin", breaksOff)).isInstanceOf(IOException.class);

    assertThat(text("m/model.bin")).isEqualTo("old");
    assertThat(sut.list("m")).hasSize(1);
    try (Stream<Path> files = Files.list(directory.resolve("m"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_missing_file_answers_by_name() {
    assertThatThrownBy(() -> sut.open("no/such"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("no/such");
    assertThatThrownBy(() -> sut.open("../up")).hasMessage("Invalid path");
  }

  @Test
  void a_name_too_long_for_the_disk_is_refused() {
    assertThatThrownBy(() -> put("文".repeat(30), "x"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("too long");
    assertThatThrownBy(() -> put("x".repeat(256), "x")).isInstanceOf(PlatformException.class);
  }

  @Test
  void deleting_a_directory_takes_all_of_it() throws IOException {
    put("d/one", "1");
    put("d/e/two", "2");
    put("f", "3");

    sut.delete("d");

    assertThat(sut.walk("")).extracting(BlobStore.Info::path).containsExactly("f");
    sut.delete("d");
  }

  @Test
  void a_file_cannot_become_a_directory() throws IOException {
    put("f", "1");

    assertThatThrownBy(() -> put("f/g", "2")).isInstanceOf(PlatformException.class);
    assertThat(text("f")).isEqualTo("1");
  }
}
