package io.mudbrick.platform.files;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to the disk for everything that must survive a power cut: blobs, journal, Delta's log and
 * data files. Each method is one {@link IoStep} or a sequence of them, done when it returns.
 *
 * <p>Two sorts of failure get a type of their own: {@link DiskFullException} and {@link
 * SyncFailedException}. Tests stop and break the steps through {@link #inject}; no setting of a
 * running program does. Thread-safe.
 */
public final class FileIo {
  /** With less than this left, a write that failed is taken to have met a full disk. */
  private static final long NEXT_TO_NOTHING = 1 << 16;

  private static final List<IoFaults> FAULTS = new CopyOnWriteArrayList<>();
  private static final List<Watch> WATCHES = new CopyOnWriteArrayList<>();

  private static final List<Hold> HOLDS = new CopyOnWriteArrayList<>();

  private FileIo() {}

  private static final class Hold {
    final Path root;
    final CountDownLatch released = new CountDownLatch(1);
    private final List<Runnable> putOff = new ArrayList<>();
    private boolean over;

    Hold(Path root) {
      this.root = root;
    }

    synchronized boolean putOff(Runnable deletion) {
      if (!over) {
        putOff.add(deletion);
      }
      return !over;
    }

    void release() {
      List<Runnable> now;
      synchronized (this) {
        over = true;
        now = List.copyOf(putOff);
      }
      HOLDS.remove(this);
      released.countDown();
      now.forEach(Runnable::run);
    }
  }

  private static final class Watch {
    final Path root;
    final Consumer<SyncFailedException> listener;
    volatile @Nullable SyncFailedException failure;

    Watch(Path root, Consumer<SyncFailedException> listener) {
      this.root = root;
      this.listener = listener;
    }
  }

  /** Lets faults happen to every step of this JVM until what is returned is closed. For tests. */
  public static Closeable inject(IoFaults faults) {
    FAULTS.add(faults);
    return () -> FAULTS.remove(faults);
  }

  /**
   * Ends writing below a directory with the first file in it that the disk did not take: from then
   * on every step but a deletion fails, until what is returned is closed.
   *
   * @param listener is told of that first failure
   */
  public static Closeable guard(Path root, Consumer<SyncFailedException> listener) {
    Watch watch = new Watch(root, listener);
    WATCHES.add(watch);
    return () -> WATCHES.remove(watch);
  }

  /**
   * Says that the disk did not take a file which was written by other means than these, so that
   * {@link #guard} ends writing as it does after a failed {@link IoStep#SYNC}.
   */
  public static void distrust(Path file, Exception why) {
    distrust(file, new SyncFailedException(file, why));
  }

  private static void distrust(Path file, SyncFailedException failure) {
    for (Watch watch : WATCHES) {
      if (file.startsWith(watch.root) && watch.failure == null) {
        watch.failure = failure;
        watch.listener.accept(failure);
      }
    }
  }

  private static void before(IoStep step, Path file) throws IOException {
    for (Watch watch : WATCHES) {
      SyncFailedException failure = watch.failure;
      if (failure != null && step != IoStep.DELETE && file.startsWith(watch.root)) {
        throw new SyncFailedException(file, failure);
      }
    }
    for (IoFaults faults : FAULTS) {
      faults.before(step, file);
    }
  }

  /** A new file. */
  public static Output create(Path file) throws IOException {
    try {
      before(IoStep.CREATE, file);
      return new Output(
          file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw fullOr(e, file);
    }
  }

  /** Writes all of the bytes where the file stands, or throws and may have written some of them. */
  public static void write(RandomAccessFile file, Path name, byte[] bytes) throws IOException {
    try {
      before(IoStep.WRITE, name);
      int half = FAULTS.isEmpty() ? 0 : bytes.length / 2;
      if (half > 0) {
        file.write(bytes, 0, half);
        before(IoStep.WRITE_REST, name);
      }
      file.write(bytes, half, bytes.length - half);
    } catch (IOException e) {
      throw fullOr(e, name);
    }
  }

  /** Pushes an open file to the disk. */
  public static void sync(FileDescriptor file, Path name) throws IOException {
    try {
      before(IoStep.SYNC, name);
      file.sync();
    } catch (IOException e) {
      throw failed(e, name);
    }
  }

  /** Pushes a file that somebody else wrote to the disk. */
  public static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      force(channel, IoStep.SYNC, file);
    }
  }

  /** Makes new and removed names in a directory durable. */
  public static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      force(channel, IoStep.SYNC_DIRECTORY, directory);
    }
  }

  private static void force(FileChannel channel, IoStep step, Path file) throws IOException {
    try {
      before(step, file);
      channel.force(true);
    } catch (IOException e) {
      throw failed(e, file);
    }
  }

  /** Gives a file its final name in one step, in place of a file that has it. */
  public static void rename(Path file, Path target) throws IOException {
    before(IoStep.RENAME, target);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Gives a file a second name in one step.
   *
   * @throws FileAlreadyExistsException when the name is taken
   */
  public static void link(Path file, Path target) throws IOException {
    try {
      before(IoStep.LINK, target);
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (IOException e) {
      throw fullOr(e, target);
    }
  }

  /** Makes a directory and those above it, each synced into its parent. */
  public static Path createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.getParent();
      if (parent != null) {
        createDirectories(parent);
      }
      createDirectory(directory);
      if (parent != null) {
        syncDirectory(parent);
      }
    }
    return directory;
  }

  private static void createDirectory(Path directory) throws IOException {
    try {
      before(IoStep.MAKE_DIRECTORY, directory);
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException race) {
      if (!Files.isDirectory(directory)) {
        throw race;
      }
    } catch (IOException e) {
      throw fullOr(e, directory);
    }
  }

  /** Cuts a file off. */
  public static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      before(IoStep.TRUNCATE, file);
      channel.truncate(length);
    }
  }

  /**
   * Makes deletions below a directory wait until what is returned is closed, so that a copy of it
   * has all that its metadata names. What {@link #afterHolds} put off is done when it is closed.
   */
  public static Closeable holdDeletions(Path root) {
    Hold hold = new Hold(root);
    HOLDS.add(hold);
    return hold::release;
  }

  /** Whether {@link #delete} would have to wait. */
  public static boolean deletionsHeld(Path file) {
    return HOLDS.stream().anyMatch(hold -> file.startsWith(hold.root));
  }

  /**
   * Runs a deletion that nobody waits for: at once, or, while deletions are held, when they no
   * longer are. For threads that others wait for, such as the store's writer after a commit.
   */
  public static void afterHolds(Path file, Runnable deletion) {
    for (Hold hold : HOLDS) {
      if (file.startsWith(hold.root) && hold.putOff(deletion)) {
        return;
      }
    }
    deletion.run();
  }

  private static void awaitHolds(Path file) throws IOException {
    for (Hold hold : HOLDS) {
      if (file.startsWith(hold.root)) {
        try {
          hold.released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("Interrupted before deleting " + file);
        }
      }
    }
  }

  /** Deletes a file that no metadata names, such as one that waited to be renamed: never held. */
  public static boolean discard(Path file) throws IOException {
    before(IoStep.DELETE, file);
    return Files.deleteIfExists(file);
  }

  /** Deletes a file or an empty directory; says whether there was one. */
  public static boolean delete(Path file) throws IOException {
    awaitHolds(file);
    return discard(file);
  }

  private static IOException failed(IOException e, Path file) {
    if (e instanceof SyncFailedException || e instanceof ClosedChannelException) {
      return e; // the latter when the thread was interrupted: that is no word of the disk's
    }
    SyncFailedException failure = new SyncFailedException(file, e);
    distrust(file, failure);
    return failure;
  }

  /** The words of an error are in the language of the system, so the disk is asked as well. */
  private static IOException fullOr(IOException e, Path file) {
    if (e instanceof SyncFailedException) {
      return e;
    }
    String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean full = words.contains("no space left") || words.contains("quota exceeded");
    return full || spaceLeft(file) < NEXT_TO_NOTHING ? new DiskFullException(file, e) : e;
  }

  private static long spaceLeft(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      return directory == null ? Long.MAX_VALUE : Files.getFileStore(directory).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** A file that is being written. Unbuffered; not thread-safe. */
  public static final class Output extends OutputStream {
    private final Path file;
    private final FileChannel channel;

    private Output(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        before(IoStep.WRITE, file);
        int half = FAULTS.isEmpty() ? 0 : length / 2;
        if (half > 0) {
          writeFully(ByteBuffer.wrap(bytes, offset, half));
          before(IoStep.WRITE_REST, file);
        }
        writeFully(ByteBuffer.wrap(bytes, offset + half, length - half));
      } catch (IOException e) {
        throw fullOr(e, file);
      }
    }

    private void writeFully(ByteBuffer buffer) throws IOException {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    /** Pushes what was written to the disk. */
    public void sync() throws IOException {
      force(channel, IoStep.SYNC, file);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
