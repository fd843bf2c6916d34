package io.mudbrick.platform.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a directory holds, by name.
 *
 * @param nextPageToken asks for what follows; {@code null} on the last page
 */
public record DirectoryPage(List<FileEntry> contents, @Nullable String nextPageToken) {
  public DirectoryPage {
    contents = List.copyOf(contents);
  }
}
