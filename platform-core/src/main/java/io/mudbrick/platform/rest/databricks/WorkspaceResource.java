package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.WorkspaceObject;
import io.mudbrick.platform.files.WorkspaceObjects;
import io.mudbrick.platform.http.FileReply;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /workspace}. */
final class WorkspaceResource {
  private WorkspaceResource() {}

  record PathRequest(String path) {}

  record DeleteRequest(String path, @Nullable Boolean recursive) {}

  record ImportRequest(
      String path,
      @Nullable String format,
      @Nullable String language,
      @Nullable String content,
      @Nullable Boolean overwrite) {}

  record ExportRequest(String path, @Nullable String format, @Nullable Boolean directDownload) {}

  record Export(String content, String fileType) {}

  record Info(
      String path,
      String objectType,
      long objectId,
      String resourceId,
      @Nullable String language,
      @Nullable Long size,
      long createdAt,
      long modifiedAt) {
    static Info of(WorkspaceObject object) {
      return new Info(
          object.path(),
          object.type().name(),
          object.id(),
          Long.toString(object.id()),
          object.language(),
          object.type() == WorkspaceObject.Type.FILE ? object.size() : null,
          object.createdAt(),
          object.modifiedAt());
    }
  }

  record Infos(List<Info> objects) {}

  static void mount(Routes routes) {
    routes
        .get("/workspace/get-status", Policy.AUTHENTICATED, WorkspaceResource::status)
        .get("/workspace/list", Policy.AUTHENTICATED, WorkspaceResource::list)
        .get("/workspace/export", Policy.AUTHENTICATED, WorkspaceResource::export)
        .post("/workspace/mkdirs", Policy.AUTHENTICATED, WorkspaceResource::mkdirs)
        .post("/workspace/import", Policy.AUTHENTICATED, WorkspaceResource::importObject)
        .post("/workspace/delete", Policy.AUTHENTICATED, WorkspaceResource::delete);
  }

  private static WorkspaceObjects objects(HttpCall call) {
    return call.service(WorkspaceObjects.class);
  }

  private static HttpReply status(HttpCall call) {
    return HttpReply.json(Info.of(objects(call).getStatus(call.request(PathRequest.class).path())));
  }

  private static HttpReply list(HttpCall call) {
    List<WorkspaceObject> found = objects(call).list(call.request(PathRequest.class).path());
    return found.isEmpty()
        ? HttpReply.empty()
        : HttpReply.json(new Infos(found.stream().map(Info::of).toList()));
  }

  private static HttpReply mkdirs(HttpCall call) {
    objects(call).mkdirs(call.request(PathRequest.class).path());
    return HttpReply.empty();
  }

  private static HttpReply delete(HttpCall call) {
    DeleteRequest request = call.request(DeleteRequest.class);
    objects(call).delete(request.path(), request.recursive() != null && request.recursive());
    return HttpReply.empty();
  }

  private static HttpReply importObject(HttpCall call) {
    FormData form = FormData.of(call);
    if (form != null) {
      return store(
          call,
          NotebookFormat.of(
              form.required("path"),
              form.text("format"),
              form.text("language"),
              form.bytes("content")),
          form.flag("overwrite"));
    }
    ImportRequest request = call.request(ImportRequest.class);
    byte[] content =
        request.content() == null ? new byte[0] : DbfsResource.decoded(request.content());
    return store(
        call,
        NotebookFormat.of(request.path(), request.format(), request.language(), content),
        request.overwrite() != null && request.overwrite());
  }

  private static HttpReply store(HttpCall call, NotebookFormat object, boolean overwrite) {
    objects(call).store(object.path(), object.content(), object.language(), overwrite);
    return HttpReply.empty();
  }

  private static HttpReply export(HttpCall call) {
    ExportRequest request = call.request(ExportRequest.class);
    if (request.format() != null && !List.of("SOURCE", "AUTO", "RAW").contains(request.format())) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Only SOURCE, AUTO and RAW can be exported here, not " + request.format() + ".");
    }
    WorkspaceObject object = objects(call).getStatus(request.path());
    byte[] stored = objects(call).read(request.path());
    byte[] content = NotebookFormat.exported(object, stored);
    String extension = NotebookFormat.extension(object);
    if (request.directDownload() == null || !request.directDownload()) {
      return HttpReply.json(new Export(Base64.getEncoder().encodeToString(content), extension));
    }
    String name = object.path().substring(object.path().lastIndexOf('/') + 1);
    return FileReply.of(
        call,
        object.language() == null ? name : name + "." + extension,
        "application/octet-stream",
        content.length,
        Instant.ofEpochMilli(object.modifiedAt()),
        () -> new ByteArrayInputStream(content));
  }
}
