package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.files.DirectoryPage;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /fs/directories}. */
final class DirectoriesResource {
  private static final String PATH = "/fs/directories/{path...}";

  private DirectoriesResource() {}

  record ListRequest(@Nullable Integer pageSize, @Nullable String pageToken) {}

  record Entry(
      String path, boolean isDirectory, @Nullable Long fileSize, long lastModified, String name) {
    static Entry of(FileEntry entry) {
      return new Entry(
          entry.path(),
          entry.directory(),
          entry.directory() ? null : entry.size(),
          entry.modifiedAt(),
          entry.name());
    }
  }

  record Listing(List<Entry> contents, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .get(PATH, Policy.AUTHENTICATED, DirectoriesResource::list)
        .head(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              files(call).statDirectory(FilesResource.path(call));
              return HttpReply.empty();
            })
        .put(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              files(call).createDirectory(FilesResource.path(call));
              return HttpReply.noContent();
            })
        .delete(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              files(call).deleteDirectory(FilesResource.path(call));
              return HttpReply.noContent();
            });
  }

  private static FilesApi files(HttpCall call) {
    return call.service(FilesApi.class);
  }

  private static HttpReply list(HttpCall call) {
    ListRequest request = call.request(ListRequest.class);
    int size = request.pageSize() == null ? 0 : request.pageSize();
    DirectoryPage page = files(call).list(FilesResource.path(call), size, request.pageToken());
    return HttpReply.json(
        new Listing(page.contents().stream().map(Entry::of).toList(), page.nextPageToken()));
  }
}
