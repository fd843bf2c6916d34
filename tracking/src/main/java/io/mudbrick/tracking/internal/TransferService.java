package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.tracking.ArtifactErrors;
import io.mudbrick.tracking.ArtifactTransfers;
import io.mudbrick.tracking.ArtifactUpload;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Signed addresses of artifacts for one caller: those of the Files API for the same files. */
public final class TransferService implements ArtifactTransfers {
  private static final int MOST_PARTS = 10_000;

  private final Session session;
  private final FileTransfers transfers;

  public TransferService(ModuleContext context, Caller caller) {
    this.session = new Session(context, caller);
    this.transfers = context.service(FileTransfers.class, caller);
  }

  /** The root of an owner's artifacts in the Files API. */
  private String root(Owner owner) {
    String id = owner.id();
    return switch (owner.kind()) {
      case RUN -> MlflowTree.ofRun(session.readableRun(id).info().experimentId(), id);
      case LOGGED_MODEL -> MlflowTree.ofModel(session.readableModel(id).info().experimentId(), id);
      case TRACE -> MlflowTree.ofTrace(new TraceDoor(session).readable(id).experiment(), id);
      case TREE -> "/" + ProxyTree.ROOT;
    };
  }

  private String file(Owner owner, String path) {
    return root(owner) + "/" + ArtifactPaths.file(path);
  }

  private List<SignedUrl> each(
      Owner owner, List<String> paths, Function<String, SignedUrl> address) {
    String root = root(owner);
    return inOurWords(
        () ->
            paths.stream()
                .map(path -> address.apply(root + "/" + ArtifactPaths.file(path)))
                .toList());
  }

  /** The errors of the Files API are those of another API. */
  private static <T> T inOurWords(Supplier<T> call) {
    try {
      return call.get();
    } catch (PlatformException e) {
      throw switch (e.code()) {
        case NOT_FOUND -> new PlatformException(ErrorCode.RESOURCE_DOES_NOT_EXIST, e.message(), e);
        case BAD_REQUEST, ALREADY_EXISTS -> ArtifactErrors.invalidUpload(e);
        default -> e;
      };
    }
  }

  @Override
  public List<SignedUrl> downloads(Owner owner, List<String> paths) {
    if (owner.kind() == Owner.Kind.TRACE) {
      new TraceService(session).showAsFile(owner.id());
    }
    return each(owner, paths, path -> transfers.uncheckedDownloadUrl(path, null));
  }

  @Override
  public List<SignedUrl> uploads(Owner owner, List<String> paths) {
    return each(owner, paths, path -> transfers.uploadUrl(path, null));
  }

  @Override
  public ArtifactUpload start(Owner owner, String path, int parts) {
    if (parts < 1 || parts > MOST_PARTS) {
      throw ArtifactErrors.badParts(parts, MOST_PARTS);
    }
    String file = file(owner, path);
    return inOurWords(
        () -> {
          String session = transfers.start(file, true);
          return new ArtifactUpload(
              session,
              transfers.partUrls(file, session, 1, parts, null),
              transfers.abortUrl(file, session, null));
        });
  }

  @Override
  public SignedUrl part(Owner owner, String path, String uploadId, int partNumber) {
    String file = file(owner, path);
    return inOurWords(() -> transfers.partUrls(file, uploadId, partNumber, 1, null).get(0));
  }

  @Override
  public void complete(Owner owner, String path, String uploadId, List<FilePart> parts) {
    String file = file(owner, path);
    inOurWords(() -> transfers.complete(file, uploadId, parts));
  }

  @Override
  public void abort(Owner owner, String path, String uploadId) {
    String file = file(owner, path);
    inOurWords(
        () -> {
          transfers.abort(file, uploadId);
          return file;
        });
  }
}
