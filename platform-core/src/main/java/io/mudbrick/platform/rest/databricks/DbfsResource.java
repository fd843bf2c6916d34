package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.Dbfs;
import io.mudbrick.platform.files.FileEntry;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /dbfs}. */
final class DbfsResource {
  private static final long USUAL_READ = 1 << 19;

  private DbfsResource() {}

  record PathRequest(String path) {}

  record ReadRequest(String path, @Nullable Long offset, @Nullable Long length) {}

  record ReadReply(long bytesRead, String data) {}

  record WriteRequest(String path, @Nullable String contents, @Nullable Boolean overwrite) {
    boolean overwrites() {
      return overwrite != null && overwrite;
    }
  }

  record BlockRequest(long handle, String data) {}

  record HandleRequest(long handle) {}

  record DeleteRequest(String path, @Nullable Boolean recursive) {}

  record MoveRequest(String sourcePath, String destinationPath) {}

  record Info(String path, boolean isDir, long fileSize, long modificationTime) {
    static Info of(FileEntry entry) {
      return new Info(entry.path(), entry.directory(), entry.size(), entry.modifiedAt());
    }
  }

  record Infos(List<Info> files) {}

  static void mount(Routes routes) {
    routes
        .get("/dbfs/get-status", Policy.AUTHENTICATED, DbfsResource::status)
        .get("/dbfs/list", Policy.AUTHENTICATED, DbfsResource::list)
        .get("/dbfs/read", Policy.AUTHENTICATED, DbfsResource::read)
        .post("/dbfs/put", Policy.AUTHENTICATED, DbfsResource::put)
        .post("/dbfs/mkdirs", Policy.AUTHENTICATED, DbfsResource::mkdirs)
        .post("/dbfs/delete", Policy.AUTHENTICATED, DbfsResource::delete)
        .post("/dbfs/move", Policy.AUTHENTICATED, DbfsResource::move)
        .post("/dbfs/create", Policy.AUTHENTICATED, DbfsResource::create)
        .post("/dbfs/add-block", Policy.AUTHENTICATED, DbfsResource::addBlock)
        .post("/dbfs/close", Policy.AUTHENTICATED, DbfsResource::close);
  }

  private static Dbfs dbfs(HttpCall call) {
    return call.service(Dbfs.class);
  }

  private static HttpReply status(HttpCall call) {
    return HttpReply.json(Info.of(dbfs(call).getStatus(call.request(PathRequest.class).path())));
  }

  private static HttpReply list(HttpCall call) {
    List<FileEntry> entries = dbfs(call).list(call.request(PathRequest.class).path());
    return entries.isEmpty()
        ? HttpReply.empty()
        : HttpReply.json(new Infos(entries.stream().map(Info::of).toList()));
  }

  private static HttpReply read(HttpCall call) {
    ReadRequest request = call.request(ReadRequest.class);
    byte[] bytes =
        dbfs(call)
            .read(
                request.path(),
                request.offset() == null ? 0 : request.offset(),
                request.length() == null ? USUAL_READ : request.length());
    return HttpReply.json(new ReadReply(bytes.length, Base64.getEncoder().encodeToString(bytes)));
  }

  private static HttpReply put(HttpCall call) {
    FormData form = FormData.of(call);
    if (form != null) {
      dbfs(call).put(form.required("path"), form.bytes("contents"), form.flag("overwrite"));
      return HttpReply.empty();
    }
    WriteRequest request = call.request(WriteRequest.class);
    byte[] content = request.contents() == null ? new byte[0] : decoded(request.contents());
    dbfs(call).put(request.path(), content, request.overwrites());
    return HttpReply.empty();
  }

  static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "The contents must be encoded in base64.", e);
    }
  }

  private static HttpReply mkdirs(HttpCall call) {
    dbfs(call).mkdirs(call.request(PathRequest.class).path());
    return HttpReply.empty();
  }

  private static HttpReply delete(HttpCall call) {
    DeleteRequest request = call.request(DeleteRequest.class);
    dbfs(call).delete(request.path(), request.recursive() != null && request.recursive());
    return HttpReply.empty();
  }

  private static HttpReply move(HttpCall call) {
    MoveRequest request = call.request(MoveRequest.class);
    dbfs(call).move(request.sourcePath(), request.destinationPath());
    return HttpReply.empty();
  }

  private static HttpReply create(HttpCall call) {
    WriteRequest request = call.request(WriteRequest.class);
    return HttpReply.json(
        Map.of("handle", dbfs(call).create(request.path(), request.overwrites())));
  }

  private static HttpReply addBlock(HttpCall call) {
    BlockRequest request = call.request(BlockRequest.class);
    dbfs(call).addBlock(request.handle(), decoded(request.data()));
    return HttpReply.empty();
  }

  private static HttpReply close(HttpCall call) {
    dbfs(call).close(call.request(HandleRequest.class).handle());
    return HttpReply.empty();
  }
}
