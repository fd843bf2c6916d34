package io.mudbrick.automl.internal.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process holds, its JVM's and that of native code together. */
final class ResidentSize {
  private static final String LINE = "VmRSS:";
  private static final long KILOBYTE = 1024;

  private ResidentSize() {}

  /** In bytes; empty when the process is gone, or the operating system does not tell. */
  static OptionalLong of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.exists(Path.of("/proc/self")) ? linux(status) : posix(pid);
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong linux(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(LINE)) {
        return kilobytes(line.substring(LINE.length()));
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong posix(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
    try (InputStream told = ps.getInputStream()) {
      return kilobytes(new String(told.readAllBytes(), StandardCharsets.US_ASCII));
    }
  }

  private static OptionalLong kilobytes(String text) {
    String digits = text.replaceAll("[^0-9]", "");
    return digits.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(KILOBYTE * Long.parseLong(digits));
  }
}
