package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key of 256 random bits in a file that only its owner may read, made when first needed. Servers
 * that share the file share the key.
 */
final class KeyFile {
  private static final int KEY_BYTES = 32;

  private final Path file;
  private byte @Nullable [] key;

  KeyFile(Path file) {
    this.file = file;
  }

  synchronized byte[] key() {
    byte[] known = key;
    if (known == null) {
      known = sharedKey();
      key = known;
    }
    return known;
  }

  /** Of several servers that make one at once, the first one's is everybody's. */
  private byte[] sharedKey() {
    try {
      if (!Files.exists(file)) {
        make();
      }
      return Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only its owner may read it, also before it has its name. */
  private void make() throws IOException {
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    Path directory = FileIo.createDirectories(file.resolveSibling(".").normalize());
    Path staged = Files.createTempFile(directory, "key", null);
    try {
      Files.writeString(
          staged, Base64.getEncoder().encodeToString(made), StandardCharsets.US_ASCII);
      FileIo.sync(staged);
      FileIo.link(staged, file);
      FileIo.syncDirectory(directory);
    } catch (FileAlreadyExistsException another) {
      return; // which is as good
    } finally {
      FileIo.discard(staged);
    }
  }
}
