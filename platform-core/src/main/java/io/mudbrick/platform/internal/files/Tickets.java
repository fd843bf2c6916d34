package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Statements that only this installation can make, for clients to carry about. The key lies in the
 * blob store's staging directory, which servers on one store share, and is made when first needed.
 */
final class Tickets {
  static final String KEY_FILE = "signing.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Path file;
  private byte @Nullable [] key;

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
    this.file = directory.resolve(KEY_FILE);
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
      mac.init(new SecretKeySpec(key(), ALGORITHM));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new PlatformException(ErrorCode.INTERNAL_ERROR, "This JVM has no " + ALGORITHM, e);
    }
  }

  private synchronized byte[] key() {
    byte[] known = key;
    if (known == null) {
      known = sharedKey();
      key = known;
    }
    return known;
  }

  /** Of several servers that make one at once, the first one's is everybody's. */
  private byte[] sharedKey() {
    try {
      if (!Files.exists(file)) {
        makeKey();
      }
      return Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only its owner may read it, also before it has its name. */
  private void makeKey() throws IOException {
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    Path directory = FileIo.createDirectories(file.resolveSibling(".").normalize());
    Path staged = Files.createTempFile(directory, "key", null);
    try {
      Files.writeString(
          staged, Base64.getEncoder().encodeToString(made), StandardCharsets.US_ASCII);
      FileIo.sync(staged);
      FileIo.link(staged, file);
      FileIo.syncDirectory(directory);
    } catch (FileAlreadyExistsException another) {
      return; // which is as good
    } finally {
      FileIo.discard(staged);
    }
  }
}
