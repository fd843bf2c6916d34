package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CommitErrors;
import io.mudbrick.catalog.DeltaCommits;
import io.mudbrick.catalog.StagedCommit;
import io.mudbrick.catalog.StagedTable;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /staging-tables} and {@code /delta/preview/commits}: tables that others commit to. */
final class CommitsResource {
  private static final String COMMITS = "/delta/preview/commits";

  private CommitsResource() {}

  record CreateStagingTable(String name, String catalogName, String schemaName) {}

  record StagingTable(
      String name, String catalogName, String schemaName, String id, String stagingLocation) {}

  record CommitInfo(long version, String fileName, long fileSize) {}

  record Commit(
      String tableId,
      String tableUri,
      @Nullable CommitInfo commitInfo,
      @Nullable Long latestBackfilledVersion,
      @Nullable Map<String, Object> metadata) {}

  record GetCommits(String tableId, String tableUri) {}

  record Commits(List<CommitInfo> commits, long latestTableVersion) {}

  static void mount(Routes routes) {
    routes
        .post("/staging-tables", Policy.AUTHENTICATED, CommitsResource::stage)
        .post(COMMITS, Policy.AUTHENTICATED, CommitsResource::commit)
        .get(COMMITS, Policy.AUTHENTICATED, CommitsResource::commits);
  }

  private static DeltaCommits service(HttpCall call) {
    return call.service(Catalog.class).deltaCommits();
  }

  private static HttpReply stage(HttpCall call) {
    CreateStagingTable request = call.request(CreateStagingTable.class);
    StagedTable staged =
        service(call)
            .stage(request.catalogName() + "." + request.schemaName() + "." + request.name());
    String[] names = staged.fullName().split("\\.", -1);
    return HttpReply.json(
        new StagingTable(
            names[2], names[0], names[1], staged.id(), staged.directory().toUri().toString()));
  }

  private static HttpReply commit(HttpCall call) {
    Commit request = call.request(Commit.class);
    CommitInfo info = request.commitInfo();
    Long backfilled = request.latestBackfilledVersion();
    Path directory = LocalUri.directory(request.tableUri());
    if (info != null) {
      boolean metadata = request.metadata() != null;
      service(call)
          .commit(
              request.tableId(),
              directory,
              new StagedCommit(info.version(), info.fileName(), info.fileSize(), metadata));
    } else if (backfilled == null) {
      throw CommitErrors.badCommit("commit_info or latest_backfilled_version is needed");
    } else if (backfilled > service(call).latestVersion(request.tableId(), directory)) {
      throw CommitErrors.badCommit("version " + backfilled + " has never been committed");
    }
    return HttpReply.json(Map.of());
  }

  /** None wait: what was registered is in the log. */
  private static HttpReply commits(HttpCall call) {
    GetCommits request = call.request(GetCommits.class);
    Path directory = LocalUri.directory(request.tableUri());
    return HttpReply.json(
        new Commits(List.of(), service(call).latestVersion(request.tableId(), directory)));
  }
}
