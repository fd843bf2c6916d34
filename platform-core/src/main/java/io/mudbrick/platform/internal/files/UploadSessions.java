package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.FilePart;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** The parts of uploads in progress: a directory a session, a file a part. */
final class UploadSessions {
  /** What {@link #put} gives: a sum and a length. It becomes a part of a file's name. */
  private static final Pattern ETAG = Pattern.compile("[0-9a-f]{1,8}-[0-9]{1,19}");

  private final Staging staging;

  UploadSessions(Staging staging) {
    this.staging = staging;
  }

  String create() throws IOException {
    Path directory = FileIo.createDirectories(staging.file());
    return directory.getFileName().toString();
  }

  private Path directory(String session) {
    Path directory = staging.directory().resolve(session);
    if (!Files.isDirectory(directory)) {
      throw FilesErrors.noSession();
    }
    return directory;
  }

  /** Stores a part and gives its etag, by which it is found again. */
  String put(String session, int number, InputStream content) throws IOException {
    Path directory = directory(session);
    Path whole = directory.resolve("arrived-" + staging.ids().hex32());
    Path arriving = directory.resolve("arriving-" + staging.ids().hex32());
    CRC32C sum = new CRC32C();
    long size = Durable.write(whole, new CheckedInputStream(content, sum), arriving).size();
    String etag = Long.toHexString(sum.getValue()) + "-" + size;
    FileIo.rename(whole, part(directory, number, etag));
    return etag;
  }

  private static Path part(Path directory, int number, String etag) {
    return directory.resolve(number + "-" + etag);
  }

  /** The parts as one stream, each opened when the one before it is at its end. */
  @SuppressWarnings("JdkObsolete") // SequenceInputStream knows no iterators
  InputStream joined(String session, List<FilePart> parts) {
    Path directory = directory(session);
    List<Path> files = new ArrayList<>();
    int last = 0;
    for (FilePart part : parts) {
      String etag = String.valueOf(part.etag()).replace("\"", "");
      if (part.partNumber() <= last || !ETAG.matcher(etag).matches()) {
        throw FilesErrors.badPart(part.partNumber());
      }
      Path file = part(directory, part.partNumber(), etag);
      if (!Files.isRegularFile(file)) {
        throw FilesErrors.badPart(part.partNumber());
      }
      last = part.partNumber();
      files.add(file);
    }
    Iterator<Path> rest = files.iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return rest.hasNext();
          }

          @Override
          public InputStream nextElement() {
            try {
              return Files.newInputStream(rest.next());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  void delete(String session) throws IOException {
    Durable.discardTree(directory(session));
  }
}
