package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.BlobPath;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.Dbfs;
import io.mudbrick.platform.files.FileContent;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FileTree.Place;
import io.mudbrick.platform.files.FileTree.Use;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DBFS for one caller: a tree of the workspace, and the trees of the Files API beside it. */
final class DbfsService implements Dbfs {
  private static final String SCHEME = "dbfs:";
  private static final String MOUNT = "dbfs/Volumes/";

  /** Artifacts follow the permissions of experiments and models, which this API does not know. */
  private static final Pattern CLOSED =
      Pattern.compile("databricks/(mlflow-tracking|mlflow-registry)(/.*)?");

  private final MountedTrees trees;
  private final BlobStore own;
  private final DbfsStreams streams;
  private final Caller caller;

  DbfsService(MountedTrees trees, BlobStore blobs, DbfsStreams streams, Caller caller) {
    this.trees = trees;
    this.own = blobs.at("dbfs/" + caller.workspaceId());
    this.streams = streams;
    this.caller = caller;
  }

  /** A path as it is shown, and where it lies. */
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

  private Spot spot(String given, Use use) {
    String path = given.startsWith(SCHEME) ? given.substring(SCHEME.length()) : given;
    if (!path.startsWith("/")) {
      throw DbfsErrors.notAbsolute(given);
    }
    String canonical = BlobPath.canonical(path.replaceFirst("^/+", ""));
    if (canonical.startsWith(MOUNT)) {
      canonical = canonical.substring("dbfs/".length());
    }
    if (CLOSED.matcher(canonical).matches()) {
      throw DbfsErrors.closed("/" + canonical);
    }
    Place place;
    if (canonical.equals("Volumes") || canonical.startsWith("Volumes/")) {
      String shown = "/" + canonical;
      MountedTrees.Found found = trees.find(canonical).orElseThrow(() -> DbfsErrors.missing(shown));
      place = found.tree().locate(caller, found.path(), use);
    } else {
      place = new Place(own, canonical);
    }
    return new Spot("/" + canonical, place);
  }

  /**
   * What an artifact URI names, for its caller to read; null where artifacts follow other rules.
   */
  @Nullable BlobStore artifacts(String uri) {
    String canonical = BlobPath.canonical(uri.substring(SCHEME.length()).replaceFirst("^/+", ""));
    if (CLOSED.matcher(canonical).matches()) {
      return null;
    }
    Spot spot = spot("/" + canonical, Use.READ);
    return spot.below().isEmpty() ? spot.store() : spot.store().at(spot.below());
  }

  private Spot writable(String path) {
    Spot spot = spot(path, Use.WRITE);
    if (spot.below().isEmpty()) {
      throw DbfsErrors.rootStays();
    }
    return spot;
  }

  private static BlobStore.Info info(Spot spot) throws IOException {
    if (spot.below().isEmpty()) {
      return spot.store().stat("").orElse(new BlobStore.Info("", true, 0, 0));
    }
    return spot.store().stat(spot.below()).orElseThrow(() -> DbfsErrors.missing(spot.path()));
  }

  @Override
  public FileEntry getStatus(String path) {
    Spot spot = spot(path, Use.READ);
    return io(() -> spot.entry(info(spot)));
  }

  @Override
  public List<FileEntry> list(String path) {
    Spot spot = spot(path, Use.READ);
    return io(
        () -> {
          BlobStore.Info info = info(spot);
          if (!info.directory()) {
            return List.of(spot.entry(info));
          }
          String prefix = spot.path().equals("/") ? "/" : spot.path() + "/";
          return spot.store().list(spot.below()).stream()
              .map(i -> new FileEntry(prefix + i.name(), i.directory(), i.size(), i.modifiedAt()))
              .toList();
        });
  }

  @Override
  public void mkdirs(String path) {
    Spot spot = spot(path, Use.WRITE);
    run(spot, () -> spot.store().makeDirectory(spot.below()));
  }

  @Override
  public FileContent open(String path) {
    Spot spot = spot(path, Use.READ);
    return io(
        () -> {
          if (info(spot).directory()) {
            throw DbfsErrors.isDirectory(spot.path());
          }
          BlobStore.Content content = spot.store().read(spot.below());
          return new FileContent(spot.entry(content.info()), content.stream());
        });
  }

  @Override
  public void upload(String path, InputStream content) {
    store(writable(path), new CheckedAtEnd(content, () -> writable(path)), true);
  }

  @Override
  public void put(String path, byte[] content, boolean overwrite) {
    if (content.length > LARGEST_BLOCK) {
      throw DbfsErrors.blockTooLarge();
    }
    store(writable(path), new ByteArrayInputStream(content), overwrite);
  }

  private void store(Spot spot, InputStream content, boolean overwrite) {
    requireFree(spot, overwrite);
    run(
        spot,
        () -> {
          if (overwrite) {
            spot.store().put(spot.below(), content);
          } else {
            spot.store().putNew(spot.below(), content);
          }
        });
  }

  private static void requireFree(Spot spot, boolean overwrite) {
    if (io(() -> spot.store().stat(spot.below()))
        .filter(found -> !overwrite || found.directory())
        .isPresent()) {
      throw DbfsErrors.exists(spot.path(), null);
    }
  }

  @Override
  public byte[] read(String path, long offset, long length) {
    if (length > LARGEST_BLOCK) {
      throw DbfsErrors.readTooLarge();
    }
    if (offset < 0 || length < 0) {
      throw DbfsErrors.invalid("offset and length must be 0 or more.");
    }
    Spot spot = spot(path, Use.READ);
    return io(
        () -> {
          if (info(spot).directory()) {
            throw DbfsErrors.isDirectory(spot.path());
          }
          try (BlobStore.Content content = spot.store().read(spot.below())) {
            long skipped = content.stream().skip(offset);
            return skipped < offset ? new byte[0] : content.stream().readNBytes((int) length);
          }
        });
  }

  @Override
  public void delete(String path, boolean recursive) {
    Spot spot = writable(path);
    run(
        spot,
        () -> {
          if (recursive) {
            spot.store().delete(spot.below());
          } else if (!spot.store().deleteEmptyDirectory(spot.below())) {
            throw DbfsErrors.notEmpty(spot.path());
          }
        });
  }

  @Override
  public void move(String from, String to) {
    Spot source = writable(from);
    Spot target = writable(to);
    if (!source.store().onDisk("").equals(target.store().onDisk(""))) {
      throw DbfsErrors.invalid("Files cannot be moved between DBFS and a volume, or two volumes.");
    }
    io(() -> info(source));
    run(target, () -> source.store().move(source.below(), target.below()));
  }

  @Override
  public long create(String path, boolean overwrite) {
    Spot spot = writable(path);
    requireFree(spot, overwrite);
    return io(() -> streams.create(caller, spot.path(), overwrite));
  }

  @Override
  public void addBlock(long handle, byte[] block) {
    if (block.length > LARGEST_BLOCK) {
      throw DbfsErrors.blockTooLarge();
    }
    io(
        () -> {
          streams.append(caller, handle, block);
          return true;
        });
  }

  @Override
  public void close(long handle) {
    io(
        () -> {
          DbfsStreams.Begun begun = streams.begun(caller, handle);
          try (InputStream content = Files.newInputStream(streams.data(handle))) {
            store(writable(begun.path()), content, begun.overwrite());
          }
          streams.drop(handle);
          return true;
        });
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void run(Spot spot, Step step) {
    try {
      step.run();
    } catch (PlatformException e) {
      throw e.code() == ErrorCode.ALREADY_EXISTS ? DbfsErrors.exists(spot.path(), e) : e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Read<T> {
    T get() throws IOException;
  }

  private static <T> T io(Read<T> read) {
    try {
      return read.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
