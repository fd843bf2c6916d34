package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FilePart;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.SignedUrl;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /fs/create-*-url}, and the {@code action}s of {@code /fs/files}. */
final class TransfersResource {
  private TransfersResource() {}

  record UrlRequest(String path, @Nullable String expireTime) {}

  record PartUrlsRequest(
      String path,
      String sessionToken,
      int startPartNumber,
      int count,
      @Nullable String expireTime) {}

  record AbortUrlRequest(String path, String sessionToken, @Nullable String expireTime) {}

  record CompleteRequest(List<FilePart> parts) {}

  record Header(String name, String value) {}

  record Url(String url, List<Header> headers) {
    static Url of(HttpCall call, SignedUrl signed) {
      return new Url(call.baseUrl() + signed.path(), List.of());
    }
  }

  record PartUrl(String url, int partNumber, List<Header> headers) {}

  record PartUrls(List<PartUrl> uploadPartUrls) {}

  record AbortUrl(Url abortUploadUrl) {}

  static void mount(Routes routes) {
    routes
        .post("/fs/create-download-url", Policy.AUTHENTICATED, TransfersResource::downloadUrl)
        .post("/fs/create-upload-url", Policy.AUTHENTICATED, TransfersResource::uploadUrl)
        .post("/fs/create-upload-part-urls", Policy.AUTHENTICATED, TransfersResource::partUrls)
        .post("/fs/create-abort-upload-url", Policy.AUTHENTICATED, TransfersResource::abortUrl)
        .post("/fs/create-resumable-upload-url", Policy.AUTHENTICATED, TransfersResource::resumable)
        .post("/fs/files/{path...}", Policy.AUTHENTICATED, TransfersResource::act);
  }

  private static FileTransfers transfers(HttpCall call) {
    return call.service(FileTransfers.class);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "expire_time must be a time such as 2030-01-31T12:00:00Z",
          e);
    }
  }

  private static HttpReply downloadUrl(HttpCall call) {
    UrlRequest request = call.request(UrlRequest.class);
    return HttpReply.json(
        Url.of(call, transfers(call).downloadUrl(request.path(), instant(request.expireTime()))));
  }

  private static HttpReply uploadUrl(HttpCall call) {
    UrlRequest request = call.request(UrlRequest.class);
    return HttpReply.json(
        Url.of(call, transfers(call).uploadUrl(request.path(), instant(request.expireTime()))));
  }

  private static HttpReply partUrls(HttpCall call) {
    PartUrlsRequest request = call.request(PartUrlsRequest.class);
    List<SignedUrl> urls =
        transfers(call)
            .partUrls(
                request.path(),
                request.sessionToken(),
                request.startPartNumber(),
                request.count(),
                instant(request.expireTime()));
    return HttpReply.json(
        new PartUrls(
            urls.stream()
                .map(url -> new PartUrl(call.baseUrl() + url.path(), url.part(), List.of()))
                .toList()));
  }

  private static HttpReply abortUrl(HttpCall call) {
    AbortUrlRequest request = call.request(AbortUrlRequest.class);
    return HttpReply.json(
        new AbortUrl(
            Url.of(
                call,
                transfers(call)
                    .abortUrl(
                        request.path(), request.sessionToken(), instant(request.expireTime())))));
  }

  /** For Google's storage; initiate-upload never offers it here. */
  private static HttpReply resumable(HttpCall call) {
    throw new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Uploads here are made in parts, not resumed: initiate-upload says so");
  }

  private static HttpReply act(HttpCall call) {
    String action = call.required("action");
    String path = FilesResource.path(call);
    switch (action) {
      case "initiate-upload" -> {
        String session = transfers(call).start(path, FilesResource.overwrite(call));
        return HttpReply.json(Map.of("multipart_upload", Map.of("session_token", session)));
      }
      case "complete-upload" -> {
        String session = call.required("session_token");
        transfers(call).complete(path, session, call.request(CompleteRequest.class).parts());
        return HttpReply.empty();
      }
      default ->
          throw new PlatformException(
              ErrorCode.BAD_REQUEST, "action must be initiate-upload or complete-upload");
    }
  }
}
