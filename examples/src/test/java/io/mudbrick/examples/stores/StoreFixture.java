package io.mudbrick.examples.stores;

import io.mudbrick.examples.crash.Works;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A data directory in a zip file, with {@code fixture.json} that tells how many pieces of each work
 * it holds. What a work makes and checks is thereby fixed: change it only by adding to it.
 */
final class StoreFixture {
  static final String EXPECTED = "fixture.json";
  private static final long PIECES = 3;

  private StoreFixture() {}

  /** Writes a fixture to the file named; {@code scripts/fixture} calls it. */
  public static void main(String[] args) throws IOException {
    Path data = Files.createTempDirectory("fixture-");
    Map<String, Long> expected = new TreeMap<>();
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      Works.on(platform)
          .forEach(
              (name, work) -> {
                work.prepare();
                for (long n = 1; n <= PIECES; n++) {
                  work.act(n);
                }
                expected.put(name, PIECES);
              });
    }
    Files.write(data.resolve(EXPECTED), Json.bytes(expected));
    zip(data, Path.of(args[0]));
  }

  private static void zip(Path data, Path target) throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(data)) {
      zip.setLevel(9);
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(data.relativize(path).toString()));
        Files.copy(path, zip);
        zip.closeEntry();
      }
    }
  }

  static void unzip(Path fixture, Path into) throws IOException {
    try (InputStream file = Files.newInputStream(fixture);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = into.resolve(entry.getName());
        Files.createDirectories(path.getParent());
        Files.copy(zip, path);
      }
    }
  }
}
