package io.mudbrick.platform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x", "a/../b", "a/..", "..", "/etc/passwd", "%2e%2e/x", "a/%2E%2e/b", "%252e%252e/x",
        "a\\b", "a%5cb", "a\u0000b", "a%00b", "a\nb", "%2fetc/passwd", "C:/x", "c%3a/x",
        "%25252e%25252e/x"
      })
  void a_path_that_tries_to_climb_out_is_refused(String path) {
    assertThatThrownBy(() -> BlobPath.canonical(path))
        .isInstanceOf(PlatformException.class)
        .hasMessage("Invalid path");
  }

  @Test
  void empty_segments_and_single_dots_are_dropped() {
    assertThat(BlobPath.canonical("a//b/./c/")).isEqualTo("a/b/c");
    assertThat(BlobPath.canonical("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%.txt", "a+b", "ünïcode/文件.txt", "..a/b..", "a b", "%zz"})
  void names_that_only_look_odd_are_kept(String path) {
    assertThat(BlobPath.canonical(path)).isEqualTo(path);
  }
}
