package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.internal.files.Tickets.Kind;
import io.mudbrick.platform.internal.files.Tickets.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Signed addresses and uploads in parts, for one caller. */
final class TransfersService implements FileTransfers {
  /** Where signed addresses lie: in the query, as what stands there is in no access log. */
  private static final String PREFIX = "/api/2.0/fs/signed?ticket=";

  private static final Duration USUAL = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int MOST_PARTS = 10_000;

  private final FilesService files;
  private final Rooms rooms;
  private final Caller caller;

  /** What all callers share. */
  record Rooms(Tickets tickets, UploadSessions sessions, Clock clock) {}

  TransfersService(FilesService files, Rooms rooms, Caller caller) {
    this.files = files;
    this.rooms = rooms;
    this.caller = caller;
  }

  private long ending(@Nullable Instant expires) {
    Instant now = rooms.clock().instant();
    if (expires != null && expires.isAfter(now.plus(LONGEST))) {
      throw FilesErrors.expiresTooLate(LONGEST.toDays());
    }
    return (expires == null ? now.plus(USUAL) : expires).toEpochMilli();
  }

  private SignedUrl url(Ticket ticket) {
    return new SignedUrl(PREFIX + rooms.tickets().write(ticket), ticket.part());
  }

  @Override
  public SignedUrl downloadUrl(String path, @Nullable Instant expires) {
    String canonical = files.stat(path).path();
    return url(Ticket.of(Kind.DOWNLOAD, caller, canonical, ending(expires)));
  }

  @Override
  public SignedUrl uncheckedDownloadUrl(String path, @Nullable Instant expires) {
    String canonical = files.requireReadable(path);
    return url(Ticket.of(Kind.DOWNLOAD, caller, canonical, ending(expires)));
  }

  @Override
  public SignedUrl uploadUrl(String path, @Nullable Instant expires) {
    String canonical = files.requireWritable(path, true);
    return url(Ticket.of(Kind.UPLOAD, caller, canonical, ending(expires)));
  }

  @Override
  public String start(String path, boolean overwrite) {
    String canonical = files.requireWritable(path, overwrite);
    try {
      return rooms
          .tickets()
          .write(
              Ticket.of(Kind.SESSION, caller, canonical, 0)
                  .ofSession(rooms.sessions().create(), overwrite));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ticket session(String path, String token) {
    String canonical = files.requireWritable(path, true);
    return rooms
        .tickets()
        .read(token)
        .filter(t -> t.kind() == Kind.SESSION && t.isOf(caller, canonical))
        .orElseThrow(FilesErrors::noSession);
  }

  @Override
  public List<SignedUrl> partUrls(
      String path, String session, int firstPart, int count, @Nullable Instant expires) {
    Ticket ticket = session(path, session);
    if (firstPart < 1 || count < 1 || count > MOST_PARTS || firstPart > MOST_PARTS - count + 1) {
      throw FilesErrors.badPartNumbers(MOST_PARTS);
    }
    long ending = ending(expires);
    return IntStream.range(firstPart, firstPart + count)
        .mapToObj(number -> url(ticket.as(Kind.PART, number, ending)))
        .toList();
  }

  @Override
  public SignedUrl abortUrl(String path, String session, @Nullable Instant expires) {
    return url(session(path, session).as(Kind.ABORT, 0, ending(expires)));
  }

  @Override
  public String uploadPart(String path, String session, int partNumber, InputStream content) {
    Ticket ticket = session(path, session);
    try {
      return rooms.sessions().put(ticket.session(), partNumber, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public FileEntry complete(String path, String session, List<FilePart> parts) {
    Ticket ticket = session(path, session);
    try (InputStream whole = rooms.sessions().joined(ticket.session(), parts)) {
      FileEntry entry = files.upload(path, whole, ticket.overwrite());
      rooms.sessions().delete(ticket.session());
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void abort(String path, String session) {
    Ticket ticket = session(path, session);
    try {
      rooms.sessions().delete(ticket.session());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
