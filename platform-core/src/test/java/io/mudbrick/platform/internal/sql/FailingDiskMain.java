package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A platform below which the disk begins to fail, and then only seems to be well again. */
final class FailingDiskMain {
  private static final PrintStream OUT = System.out;

  private FailingDiskMain() {}

  public static void main(String[] args) throws Exception {
    Path data = Path.of(args[0]);
    Path broken = Path.of(args[1]);
    try (Mudbrick platform = Mudbrick.builder().data(data).port(0).start()) {
      Identity identity = platform.module(Identity.class);
      say("before", create(identity, "before"));
      Files.createFile(broken);
      say("during", create(identity, "during"));
      Files.delete(broken);
      say("after", create(identity, "after"));
      say("file", file(data.toRealPath().resolve("file")));
      say("read", identity.me().name());
      say("ready", ready(platform));
    }
  }

  private static String create(Identity identity, String name) {
    try {
      return identity.createUser(name + "@example.com").name();
    } catch (PlatformException e) {
      return e.code().toString();
    }
  }

  private static String file(Path file) {
    try {
      FileIo.create(file).close();
      return "written";
    } catch (IOException e) {
      return e.getClass().getSimpleName();
    }
  }

  private static String ready(Mudbrick platform) throws Exception {
    HttpRequest ask = HttpRequest.newBuilder(platform.uri().resolve("/ready")).build();
    return ""
        + HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static void say(String what, String answer) {
    OUT.println(what + " " + answer);
  }
}
