package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.Dbfs;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.FileTrees;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.files.WorkspaceObjects;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.sql.Database;
import java.time.Clock;
import java.util.function.Predicate;

/** The files of one engine: the trees that modules mount, and what callers do with them. */
public final class FilesRoom {
  private final MountedTrees trees = new MountedTrees();
  private final TransfersService.Rooms rooms;
  private final Signatures signatures;
  private final BlobStore blobs;
  private final DbfsStreams streams;
  private final WorkspaceService.Rooms workspace;

  /**
   * @param active tells who may still log in
   * @param ids for what tests compare; what waits in the staging directory has others
   */
  public FilesRoom(
      LocalBlobStore blobs,
      Database database,
      IdentityStore identities,
      Predicate<Caller> active,
      Clock clock,
      Ids ids) {
    Staging staging = blobs.staging();
    Tickets tickets = new Tickets(staging.directory());
    this.rooms = new TransfersService.Rooms(tickets, new UploadSessions(staging), clock);
    this.signatures = new Signatures(tickets, identities, active);
    this.blobs = blobs;
    this.streams = new DbfsStreams(staging, clock);
    this.workspace =
        new WorkspaceService.Rooms(database, new WorkspaceStore(), blobs, identities, clock, ids);
  }

  public FileTrees trees() {
    return trees;
  }

  public Signatures signatures() {
    return signatures;
  }

  /** Offers what callers ask for. */
  public void offer(ModuleContext context) {
    context.offer(FilesApi.class, this::files);
    context.offer(
        FileTransfers.class, caller -> new TransfersService(files(caller), rooms, caller));
    context.offer(Dbfs.class, this::dbfs);
    context.artifactUris().register("dbfs", (caller, uri) -> dbfs(caller).artifacts(uri));
    context.offer(WorkspaceObjects.class, caller -> new WorkspaceService(workspace, caller));
  }

  private DbfsService dbfs(Caller caller) {
    return new DbfsService(trees, blobs, streams, caller);
  }

  private FilesService files(Caller caller) {
    return new FilesService(trees, caller);
  }
}
