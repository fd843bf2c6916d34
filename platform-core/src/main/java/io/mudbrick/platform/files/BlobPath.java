package io.mudbrick.platform.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Canonicalises blob paths and refuses those that try to be clever. */
public final class BlobPath {
  private static final int MAX_LENGTH = 4096;

  private BlobPath() {}

  /**
   * The path with empty segments dropped; {@code ""} for the root.
   *
   * @throws PlatformException {@code INVALID_PARAMETER_VALUE} with MLflow's wording, {@code Invalid
   *     path}
   */
  public static String canonical(String path) {
    // A client may have encoded once more than the protocol asks for: look at what it could become.
    String decoded = path;
    for (int round = 0; round < 3; round++) {
      refuseTricks(decoded);
      String next = decode(decoded);
      if (next.equals(decoded)) {
        break;
      }
      decoded = next;
    }
    refuseTricks(decoded);
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }

  private static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return path; // a lone percent sign is a legal character of a file name
    }
  }

  private static void refuseTricks(String path) {
    boolean control = path.chars().anyMatch(c -> c < 0x20 || c == 0x7f);
    if (control || path.length() > MAX_LENGTH || path.startsWith("/") || path.contains("\\")) {
      throw invalid();
    }
    if (path.length() >= 2 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0))) {
      throw invalid();
    }
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        throw invalid();
      }
    }
  }

  private static PlatformException invalid() {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, "Invalid path");
  }
}
