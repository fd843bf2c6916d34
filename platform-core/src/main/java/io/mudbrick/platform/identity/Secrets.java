package io.mudbrick.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OAuth secrets of service principals, by which a program asks {@code /oidc/v1/token} for tokens of
 * an hour: {@code /api/2.0/accounts/servicePrincipals/{id}/credentials/secrets}. Get one from
 * {@link Identity#secrets()}. For admins. Thread-safe.
 */
public interface Secrets {

  /** A secret, without its value. */
  record Info(String id, Instant created, Instant expires) {}

  /**
   * A secret just made.
   *
   * @param value shown this once
   */
  record Issued(String value, Info info) {
    @Override
    public String toString() {
      return "Issued[" + info + "]";
    }
  }

  /**
   * @param principalId of a service principal
   * @param lifetime at most two years, which is also what null means
   */
  Issued create(String principalId, @Nullable Duration lifetime);

  List<Info> list(String principalId);

  void delete(String principalId, String secretId);
}
