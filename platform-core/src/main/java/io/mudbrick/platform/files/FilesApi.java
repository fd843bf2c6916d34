package io.mudbrick.platform.files;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files under absolute paths, for the caller it is bound to: {@code
 * platform.module(FilesApi.class)}. The first part of a path names the tree: {@code
 * /Volumes/<catalog>/<schema>/<volume>/...} are the files of volumes. Stands for {@code
 * /api/2.0/fs/files} and {@code /api/2.0/fs/directories}. Thread-safe.
 *
 * <pre>{@code
 * FilesApi files = platform.module(FilesApi.class);
 * files.upload("/Volumes/telco/churn/raw/2024.csv", stream, true);
 * try (FileContent content = files.open("/Volumes/telco/churn/raw/2024.csv")) {
 *   content.stream().transferTo(out);
 * }
 * }</pre>
 *
 * <p>Every method throws {@link io.mudbrick.platform.PlatformException}: {@code NOT_FOUND}, {@code
 * PERMISSION_DENIED}, {@code BAD_REQUEST} for a path that cannot be. What a method has done is on
 * disk when it returns.
 */
public interface FilesApi {
  /** How many entries a page holds at most, and when nothing else is asked for. */
  int LARGEST_PAGE = 1000;

  /** What is known about a file. */
  FileEntry stat(String path);

  /** Opens a file. */
  FileContent open(String path);

  /**
   * Stores a file, whole or not at all; directories above it come into being. A file that is being
   * read goes on being read as it was.
   *
   * @throws io.mudbrick.platform.PlatformException {@code ALREADY_EXISTS} when there is a file and
   *     it is not to be overwritten, or a directory
   */
  FileEntry upload(String path, InputStream content, boolean overwrite);

  void delete(String path);

  FileEntry statDirectory(String path);

  /** Makes a directory and those above it; one that is there already is fine. */
  void createDirectory(String path);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when something
   *     is in it
   */
  void deleteDirectory(String path);

  /**
   * One page of a directory, by name.
   *
   * @param pageSize 1 to {@link #LARGEST_PAGE}; 0 for the largest
   * @param pageToken from the page before, or {@code null}
   */
  DirectoryPage list(String path, int pageSize, @Nullable String pageToken);

  /** All of a directory, by name. */
  default List<FileEntry> list(String path) {
    List<FileEntry> all = new ArrayList<>();
    String token = null;
    do {
      DirectoryPage page = list(path, 0, token);
      all.addAll(page.contents());
      token = page.nextPageToken();
    } while (token != null);
    return all;
  }
}
