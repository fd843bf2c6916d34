package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/** Bodies of any length, as files for as long as they are read. */
record Uploads(Path directory) {

  <T> T read(InputStream body, Function<Path, T> reader) {
    try {
      Path file = Files.createTempFile(directory, "rows-", ".upload");
      try {
        Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        return reader.apply(file);
      } catch (PlatformException e) {
        // Where it lies here is nothing to the sender.
        String message = e.message().replace(file.toString(), "that was sent");
        throw new PlatformException(e.code(), message, e);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
