package io.mudbrick.platform.identity;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Personal access tokens: {@code /api/2.0/token} for one's own, {@code /api/2.0/token-management}
 * for admins. Get one from {@link Identity#tokens()}. A token belongs to one workspace. What is
 * deleted is refused from the next request on; expiry goes by the platform's clock. Thread-safe.
 */
public interface Tokens {

  /**
   * Makes a token for the caller, who needs CAN_USE on {@code authorization/tokens}.
   *
   * @param lifetime null for a token without an end
   */
  IssuedToken create(String comment, @Nullable Duration lifetime);

  /** The caller's own tokens that hold, the newest first. */
  List<TokenInfo> list();

  /** Revokes one of the caller's own. */
  void delete(String tokenId);

  /** Everybody's tokens in the workspace; for admins. */
  List<TokenInfo> all();

  /** Anybody's token; for admins. */
  TokenInfo get(String tokenId);

  /** Revokes anybody's token; for admins. */
  void revoke(String tokenId);

  /** Makes a token for a service principal; for admins. */
  IssuedToken onBehalfOf(String applicationId, String comment, @Nullable Duration lifetime);
}
