package io.mudbrick.platform.internal.snapshot;

import io.mudbrick.platform.internal.files.Durable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders of the data directory that belong to a scope: those that are named by its metastore,
 * one of its workspaces, or a thing in them. Files are never changed in place, only replaced, so a
 * second link to one is a copy of it.
 */
record Folders(Path root, Path snapshots) {
  private static final int DEEPEST = 3;

  /** Their paths below the data directory; a folder inside one that was found is part of it. */
  List<Path> named(Set<String> names) throws IOException {
    List<Path> found = new ArrayList<>();
    collect(root, 0, names, found);
    return found;
  }

  private void collect(Path folder, int depth, Set<String> names, List<Path> found)
      throws IOException {
    List<Path> inside;
    try (Stream<Path> entries = Files.list(folder)) {
      inside = entries.filter(Files::isDirectory).filter(f -> !f.equals(snapshots)).toList();
    }
    for (Path each : inside) {
      if (names.contains(each.getFileName().toString())) {
        found.add(root.relativize(each));
      } else if (depth + 1 < DEEPEST) {
        collect(each, depth + 1, names, found);
      }
    }
  }

  /** Makes the second tree the same as the first, by links. */
  static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            linkOrCopy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void linkOrCopy(Path file, Path to) throws IOException {
    try {
      Files.createLink(to, file);
    } catch (UnsupportedOperationException noLinksHere) {
      Files.copy(file, to);
    }
  }

  /** Puts the folders aside and then those of the snapshot in their place. */
  void replace(List<Path> present, Path snapshot, List<Path> then, Path aside) throws IOException {
    for (Path folder : present) {
      Path away = aside.resolve(folder);
      Files.createDirectories(away.getParent());
      Files.move(root.resolve(folder), away);
    }
    for (Path folder : then) {
      link(snapshot.resolve(folder), root.resolve(folder));
    }
    if (Files.exists(aside)) {
      Durable.deleteTree(aside);
    }
  }
}
