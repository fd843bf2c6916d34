package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.files.Dbfs;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;

/**
 * {@code /dbfs/<path>}: whole files of DBFS, as MLflow moves the artifacts of experiments whose
 * location is a {@code dbfs:/...} of the user's choice.
 */
final class DbfsFilesResource {
  private static final String PATH = "/dbfs/{path...}";

  private DbfsFilesResource() {}

  static void mount(Routes routes) {
    routes
        .get(
            PATH,
            Policy.AUTHENTICATED,
            call -> FilesResource.reply(call, call.service(Dbfs.class).open(path(call))))
        .post(
            PATH,
            Policy.AUTHENTICATED,
            call -> {
              call.service(Dbfs.class).upload(path(call), call.stream());
              return HttpReply.empty();
            });
  }

  private static String path(HttpCall call) {
    return "/" + call.variable("path");
  }
}
