package io.mudbrick.platform.files;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Signed addresses of files, and uploads in parts, for the caller it is bound to: {@code
 * platform.module(FileTransfers.class)}. Stands for {@code /api/2.0/fs/create-download-url} and its
 * neighbours, which the Databricks SDKs use for large files. Thread-safe.
 *
 * <p>An address does not carry rights away: what its maker may not do any more when it is used,
 * nobody does with it. It ends when it says so, after a quarter of an hour if nothing is said, at
 * the latest after seven days.
 */
public interface FileTransfers {

  /**
   * Where a file can be fetched with {@code GET}.
   *
   * @throws io.mudbrick.platform.PlatformException {@code NOT_FOUND} when there is no such file
   */
  SignedUrl downloadUrl(String path, @Nullable Instant expires);

  /**
   * As {@link #downloadUrl}, whether there is a file or not: who fetches it learns that, as from an
   * object store.
   */
  SignedUrl uncheckedDownloadUrl(String path, @Nullable Instant expires);

  /** Where a file can be {@code PUT}, in place of one that is there. */
  SignedUrl uploadUrl(String path, @Nullable Instant expires);

  /**
   * Begins an upload in parts.
   *
   * @return the session's token, which the other methods ask for
   * @throws io.mudbrick.platform.PlatformException {@code ALREADY_EXISTS} when there is a file and
   *     it is not to be overwritten
   */
  String start(String path, boolean overwrite);

  /** Where parts can be {@code PUT}, in any order, also at once or again. */
  List<SignedUrl> partUrls(
      String path, String session, int firstPart, int count, @Nullable Instant expires);

  /** Where the upload can be given up with {@code DELETE}. */
  SignedUrl abortUrl(String path, String session, @Nullable Instant expires);

  /**
   * Stores a part.
   *
   * @return its etag
   */
  String uploadPart(String path, String session, int partNumber, InputStream content);

  /**
   * Makes the file of its parts, whole or not at all.
   *
   * @param parts in ascending order
   */
  FileEntry complete(String path, String session, List<FilePart> parts);

  /** Drops the parts. */
  void abort(String path, String session);
}
