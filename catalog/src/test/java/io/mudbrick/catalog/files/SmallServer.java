package io.mudbrick.catalog.files;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.nio.file.Path;

/** A server with one volume in a process of its own, until its standard input ends. */
final class SmallServer {
  private SmallServer() {}

  @SuppressWarnings("SystemOut") // how the test learns where it is
  public static void main(String[] args) throws IOException {
    try (Mudbrick platform = Mudbrick.builder().data(Path.of(args[0])).start()) {
      platform.module(Catalog.class).volumes().create("workspace.default.large");
      System.out.println(platform.uri() + " " + platform.token());
      while (System.in.read() >= 0) {
        // Nothing is said but that it goes on.
      }
    }
  }
}
