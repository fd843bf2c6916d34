package io.mudbrick.platform.internal.files;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.Secrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: base64 of nonce, ciphertext and tag, bound to what the secret is of. */
public final class SealedSecrets implements Secrets {
  private static final String FILE = "secrets.key";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final KeyFile file;

  /**
   * @param directory where the key is, or will be made when there is something to seal
   */
  public SealedSecrets(Path directory) {
    this.file = new KeyFile(directory.resolve(FILE));
  }

  @Override
  public String seal(String text, String of) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] hidden = run(Cipher.ENCRYPT_MODE, nonce, of, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + hidden.length);
    System.arraycopy(hidden, 0, all, NONCE_BYTES, hidden.length);
    return Base64.getEncoder().encodeToString(all);
  }

  @Override
  public String open(String sealed, String of) {
    byte[] all = Base64.getDecoder().decode(sealed);
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] hidden = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    return new String(run(Cipher.DECRYPT_MODE, nonce, of, hidden), StandardCharsets.UTF_8);
  }

  private byte[] run(int mode, byte[] nonce, String of, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(
          mode, new SecretKeySpec(file.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(of.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION,
          "A secret cannot be opened: "
              + FILE
              + " in the data directory is not the key that it was"
              + " sealed with.",
          e);
    }
  }
}
