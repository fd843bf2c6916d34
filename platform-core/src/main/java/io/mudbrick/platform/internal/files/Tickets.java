package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Statements that only this installation can make, for clients to carry about. The key lies in the
 * blob store's staging directory, which servers on one store share.
 */
final class Tickets {
  static final String KEY_FILE = "signing.key";
  private static final String ALGORITHM = "HmacSHA256";

  private final KeyFile key;

  /** What a ticket is good for. */
  enum Kind {
    DOWNLOAD,
    UPLOAD,
    SESSION,
    PART,
    ABORT
  }

  /**
   * What a ticket says.
   *
   * @param principal the id of who had it made
   * @param expires epoch milliseconds
   * @param session of an upload in parts, else empty
   * @param part its number, or 0
   */
  record Ticket(
      Kind kind,
      String workspace,
      String principal,
      String path,
      long expires,
      String session,
      int part,
      boolean overwrite) {

    static Ticket of(Kind kind, Caller caller, String path, long expires) {
      return new Ticket(
          kind, caller.workspaceId(), caller.principal().id(), path, expires, "", 0, true);
    }

    Ticket ofSession(String id, boolean mayOverwrite) {
      return new Ticket(kind, workspace, principal, path, expires, id, part, mayOverwrite);
    }

    Ticket as(Kind newKind, int number, long newExpires) {
      return new Ticket(
          newKind, workspace, principal, path, newExpires, session, number, overwrite);
    }

    boolean isOf(Caller caller, String itsPath) {
      return workspace.equals(caller.workspaceId())
          && principal.equals(caller.principal().id())
          && path.equals(itsPath);
    }
  }

  /**
   * @param directory for the key
   */
  Tickets(Path directory) {
    this.key = new KeyFile(directory.resolve(KEY_FILE));
  }

  String write(Ticket ticket) {
    byte[] text = Json.bytes(ticket);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(text) + "." + base64.encodeToString(signature(text));
  }

  /** What a ticket says; empty when it is not one of ours. */
  Optional<Ticket> read(String token) {
    int dot = token.indexOf('.');
    try {
      byte[] text = Base64.getUrlDecoder().decode(token.substring(0, Math.max(0, dot)));
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(signature, signature(text))
          ? Optional.of(Json.read(text, Ticket.class))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private byte[] signature(byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.key(), ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new PlatformException(ErrorCode.INTERNAL_ERROR, "This JVM has no " + ALGORITHM, e);
    }
  }
}
