package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.files.FileIo;
import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LinkLogStoreTest {
  @TempDir Path dir;

  @Test
  void a_version_that_a_listing_missed_is_found_by_its_name() throws Exception {
    for (int version = 3; version <= 9; version++) {
      Files.createFile(dir.resolve("%020d.json".formatted(version)));
    }
    Files.createFile(dir.resolve("00000000000000000005.checkpoint.parquet"));
    List<FileStatus> whole = listing();
    // As a listing that ran while versions 5, 6 and 8 were made: it saw later ones, and not these.
    List<FileStatus> torn =
        whole.stream().filter(file -> !file.getPath().getName().matches("0+[568]\\.json")).toList();

    List<FileStatus> complete = LinkLogStore.withoutGaps(torn, dir);

    assertThat(torn).hasSize(5);
    assertThat(complete).containsExactlyElementsOf(whole);
  }

  @Test
  void versions_that_were_cleaned_up_stay_missing() throws Exception {
    Files.createFile(dir.resolve("%020d.json".formatted(2)));
    Files.createFile(dir.resolve("%020d.json".formatted(4)));

    assertThat(listing()).hasSize(2);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @SuppressWarnings("try") // held for as long as it is open
  void a_commit_does_not_wait_for_those_who_hold_deletions() throws Exception {
    Configuration configuration = new Configuration(false);
    var commit = new org.apache.hadoop.fs.Path(dir.resolve("%020d.json".formatted(1)).toUri());
    try (Closeable held = FileIo.holdDeletions(dir)) {
      new LinkLogStore(configuration).write(commit, List.of("{}").iterator(), false, configuration);
    }
    assertThat(listing()).hasSize(1);
    assertThat(dir).isDirectoryNotContaining("glob:**.tmp");
  }

  private List<FileStatus> listing() throws Exception {
    Configuration configuration = new Configuration(false);
    var first = new org.apache.hadoop.fs.Path(dir.resolve("%020d.json".formatted(0)).toUri());
    List<FileStatus> found = new ArrayList<>();
    new LinkLogStore(configuration).listFrom(first, configuration).forEachRemaining(found::add);
    return found;
  }
}
