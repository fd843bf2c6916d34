package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.DirectoryPage;
import io.mudbrick.platform.files.FileContent;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FileTree.Place;
import io.mudbrick.platform.files.FileTree.Use;
import io.mudbrick.platform.files.FilesApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Files API for one caller: canonical paths, asked of the trees that modules mounted. */
final class FilesService implements FilesApi {
  private final MountedTrees trees;
  private final Caller caller;

  FilesService(MountedTrees trees, Caller caller) {
    this.trees = trees;
    this.caller = caller;
  }

  /** A path of a file or directory, and where it lies. */
  private record Spot(String path, Place place) {
    BlobStore store() {
      return place.store();
    }

    String below() {
      return place.path();
    }

    FileEntry entry(BlobStore.Info info) {
      return new FileEntry(path, info.directory(), info.size(), info.modifiedAt());
    }
  }

  private Spot file(String path, Use use) {
    if (path.endsWith("/")) {
      throw FilesErrors.invalidPath("the path of a file does not end with a slash", null);
    }
    Spot spot = spot(path, use);
    if (spot.below().isEmpty() && use == Use.WRITE) {
      throw FilesErrors.rootStays();
    }
    return spot;
  }

  private Spot spot(String path, Use use) {
    String canonical = canonical(path);
    MountedTrees.Found found =
        trees
            .find(canonical)
            .orElseThrow(() -> FilesErrors.unknownTree(canonical.split("/", -1)[0]));
    try {
      Place place = found.tree().locate(caller, found.path(), use);
      place.store().onDisk(place.path()); // refuses what no file can be called
      return new Spot("/" + canonical, place);
    } catch (PlatformException e) {
      throw switch (e.code()) {
        case RESOURCE_DOES_NOT_EXIST -> FilesErrors.ownerNotFound(e);
        case INVALID_PARAMETER_VALUE -> FilesErrors.invalidPath(e.message(), e);
        default -> e;
      };
    }
  }

  private static String canonical(String path) {
    if (!path.startsWith("/")) {
      throw FilesErrors.invalidPath("it must be absolute", null);
    }
    try {
      return BlobPath.canonical(path.replaceFirst("^/+", ""));
    } catch (PlatformException e) {
      throw FilesErrors.invalidPath("it holds what no path may hold, or is too long", e);
    }
  }

  @Override
  public FileEntry stat(String path) {
    Spot spot = file(path, Use.READ);
    return look(spot)
        .filter(found -> !found.directory())
        .map(spot::entry)
        .orElseThrow(FilesErrors::fileNotFound);
  }

  private static Optional<BlobStore.Info> look(Spot spot) {
    return io(() -> spot.store().stat(spot.below()));
  }

  @Override
  public FileContent open(String path) {
    Spot spot = file(path, Use.READ);
    try {
      BlobStore.Content content = io(() -> spot.store().read(spot.below()));
      return new FileContent(spot.entry(content.info()), content.stream());
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST ? FilesErrors.fileNotFound() : e;
    }
  }

  @Override
  public FileEntry upload(String path, InputStream content, boolean overwrite) {
    Spot spot = writable(path, overwrite);
    InputStream checked = new CheckedAtEnd(content, () -> spot(path, Use.WRITE));
    try {
      return spot.entry(
          io(
              () ->
                  overwrite
                      ? spot.store().put(spot.below(), checked)
                      : spot.store().putNew(spot.below(), checked)));
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.ALREADY_EXISTS ? FilesErrors.fileExists(e) : e;
    }
  }

  /** Refuses before the client has sent all of it in vain. */
  private Spot writable(String path, boolean overwrite) {
    Spot spot = file(path, Use.WRITE);
    Optional<BlobStore.Info> before = look(spot);
    if (before.filter(BlobStore.Info::directory).isPresent()) {
      throw FilesErrors.directoryInTheWay();
    }
    if (before.isPresent() && !overwrite) {
      throw FilesErrors.fileExists(null);
    }
    return spot;
  }

  /** The canonical path, once it was found that the caller may put a file there. */
  String requireWritable(String path, boolean overwrite) {
    return writable(path, overwrite).path();
  }

  /** The canonical path, once it was found that the caller may read a file there. */
  String requireReadable(String path) {
    return file(path, Use.READ).path();
  }

  @Override
  public void delete(String path) {
    Spot spot = file(path, Use.WRITE);
    if (look(spot).filter(found -> !found.directory()).isEmpty()) {
      throw FilesErrors.fileNotFound();
    }
    io(
        () -> {
          spot.store().delete(spot.below());
          return true;
        });
  }

  @Override
  public FileEntry statDirectory(String path) {
    Spot spot = spot(path, Use.READ);
    return directory(spot);
  }

  private static FileEntry directory(Spot spot) {
    if (spot.below().isEmpty()) { // there from the start, although nothing may be in it yet
      return look(spot).map(spot::entry).orElse(new FileEntry(spot.path(), true, 0, 0));
    }
    return look(spot)
        .filter(BlobStore.Info::directory)
        .map(spot::entry)
        .orElseThrow(FilesErrors::directoryNotFound);
  }

  @Override
  public void createDirectory(String path) {
    Spot spot = spot(path, Use.WRITE);
    try {
      io(
          () -> {
            spot.store().makeDirectory(spot.below());
            return true;
          });
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.ALREADY_EXISTS ? FilesErrors.fileInTheWay(e) : e;
    }
  }

  @Override
  public void deleteDirectory(String path) {
    Spot spot = spot(path, Use.WRITE);
    if (spot.below().isEmpty()) {
      throw FilesErrors.rootStays();
    }
    directory(spot);
    if (!io(() -> spot.store().deleteEmptyDirectory(spot.below()))) {
      throw FilesErrors.notEmpty();
    }
  }

  @Override
  public DirectoryPage list(String path, int pageSize, @Nullable String pageToken) {
    if (pageSize < 0) {
      throw FilesErrors.badPageSize(pageSize);
    }
    int size = pageSize == 0 ? LARGEST_PAGE : Math.min(pageSize, LARGEST_PAGE);
    Spot spot = spot(path, Use.READ);
    directory(spot);
    String after = name(pageToken);
    List<BlobStore.Info> found = io(() -> spot.store().list(spot.below(), after, size + 1));
    List<FileEntry> entries =
        found.stream()
            .limit(size)
            .map(
                i ->
                    new FileEntry(
                        spot.path() + "/" + i.name(), i.directory(), i.size(), i.modifiedAt()))
            .toList();
    return new DirectoryPage(
        entries, found.size() > size ? token(entries.get(size - 1).name()) : null);
  }

  private static String token(String name) {
    return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(@Nullable String token) {
    try {
      return token == null
          ? ""
          : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FilesErrors.badPageToken();
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T io(Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
