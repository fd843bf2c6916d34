package io.mudbrick.platform.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSecretsTest {
  @TempDir private Path directory;

  @Test
  void what_is_sealed_is_opened_by_the_next_start_and_never_sealed_alike() {
    Secrets secrets = new SealedSecrets(directory.resolve("keys"));
    String once = secrets.seal("s3cret größe", "hook-1");
    assertThat(once).doesNotContain("s3cret").isNotEqualTo(secrets.seal("s3cret größe", "hook-1"));
    Secrets later = new SealedSecrets(directory.resolve("keys"));
    assertThat(later.open(once, "hook-1")).isEqualTo("s3cret größe");
    assertThat(later.open(later.seal("", "x"), "x")).isEmpty();
  }

  @Test
  void another_thing_or_another_key_or_a_changed_bit_does_not_open_it() {
    Secrets secrets = new SealedSecrets(directory.resolve("keys"));
    String sealed = secrets.seal("s3cret", "hook-1");
    String changed =
        sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A') + sealed.substring(21);
    Secrets other = new SealedSecrets(directory.resolve("others"));
    for (Runnable wrong :
        new Runnable[] {
          () -> secrets.open(sealed, "hook-2"),
          () -> secrets.open(changed, "hook-1"),
          () -> other.open(sealed, "hook-1")
        }) {
      assertThatThrownBy(wrong::run)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("secrets.key")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void the_key_is_for_its_owner_only() throws Exception {
    new SealedSecrets(directory).seal("x", "y");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("secrets.key"))))
        .isEqualTo("rw-------");
  }
}
