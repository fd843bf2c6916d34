package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.FileTransfers;
import io.mudbrick.platform.files.FilesApi;
import io.mudbrick.platform.files.SignedFile;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code /fs/signed}: where the signed addresses lie. As at the object stores that the clients
 * expect there, refusals are XML, and they know an expired one by its words.
 */
final class SignedResource {
  private static final String PATH = "/fs/signed";

  private final Function<String, Optional<SignedFile>> signatures;
  private final Clock clock;

  SignedResource(Function<String, Optional<SignedFile>> signatures, Clock clock) {
    this.signatures = signatures;
    this.clock = clock;
  }

  void mount(Routes routes) {
    for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE"}) {
      routes.add(method, PATH, Policy.PUBLIC, this::use);
    }
  }

  private HttpReply use(HttpCall call) throws IOException {
    SignedFile signed = signatures.apply(call.required("ticket")).orElse(null);
    if (signed == null || !signed.method().equals(call.method())) {
      return denied("SignatureDoesNotMatch", "The signature is not of this request.");
    }
    if (!clock.instant().isBefore(signed.expires())) {
      return denied("AccessDenied", "Request has expired");
    }
    Caller maker = signed.maker().orElse(null);
    return maker == null
        ? denied("AccessDenied", "Who made this URL is no longer known.")
        : act(call, signed, maker);
  }

  private static HttpReply act(HttpCall call, SignedFile signed, Caller maker) throws IOException {
    String path = signed.path();
    if (signed.session().isEmpty()) {
      FilesApi files = call.service(FilesApi.class, maker);
      if (signed.method().equals("GET")) {
        return FilesResource.download(call, files, path);
      }
      files.upload(path, call.stream(), true);
      return HttpReply.empty();
    }
    FileTransfers transfers = call.service(FileTransfers.class, maker);
    if (signed.part() == 0) {
      transfers.abort(path, signed.session());
      return HttpReply.empty();
    }
    String etag = transfers.uploadPart(path, signed.session(), signed.part(), call.stream());
    return HttpReply.empty().withHeader("ETag", "\"" + etag + "\"");
  }

  private static HttpReply denied(String code, String message) {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
            .formatted(code, message);
    return HttpReply.bytes("application/xml", xml.getBytes(StandardCharsets.UTF_8)).withStatus(403);
  }
}
