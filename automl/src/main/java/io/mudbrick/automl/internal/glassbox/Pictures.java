package io.mudbrick.automl.internal.glassbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which pictures a notebook shows. */
public final class Pictures {
  /** Larger pictures, or more, would make a notebook that nobody opens. */
  public static final int MOST = 16;

  public static final long MOST_BYTES = 300_000;

  private Pictures() {}

  public static boolean is(String file) {
    return file.endsWith(".svg") || file.endsWith(".png");
  }

  /** Those in a directory and below, by their paths there. */
  public static Map<String, byte[]> below(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      Map<String, byte[]> pictures = new TreeMap<>();
      List<Path> files = paths.filter(path -> is(path.toString())).sorted().toList();
      for (Path file : files) {
        if (Files.size(file) <= MOST_BYTES && pictures.size() < MOST) {
          String name = directory.relativize(file).toString().replace('\\', '/');
          pictures.put(name, Files.readAllBytes(file));
        }
      }
      return pictures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
