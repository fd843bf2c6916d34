package io.mudbrick.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A migration that is not listed never runs: a jar's folders cannot be listed at run time. */
class MigrationListingTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @Test
  void every_migration_is_listed_in_order() throws IOException {
    for (Path folder : migrationFolders()) {
      TreeSet<String> files = new TreeSet<>();
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".sql"))
            .forEach(files::add);
      }
      Path listing = folder.resolve("migrations.txt");
      assertThat(listing).isRegularFile();
      assertThat(Files.readAllLines(listing))
          .as(listing.toString())
          .containsExactlyElementsOf(files);
    }
  }

  private static List<Path> migrationFolders() throws IOException {
    try (Stream<Path> found = Files.find(ROOT, 8, (path, about) -> about.isDirectory())) {
      return found
          .filter(path -> path.endsWith("db"))
          .filter(
              path ->
                  path.toString().replace('\\', '/').contains("src/main/resources/io/mudbrick/"))
          .sorted()
          .toList();
    }
  }
}
