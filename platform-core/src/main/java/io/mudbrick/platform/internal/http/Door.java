package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.internal.CallOrigin;
import io.mudbrick.platform.internal.snapshot.Calls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the server asks the engine about a request. */
public interface Door {

  /**
   * Who calls.
   *
   * @param workspace the id from the path prefix, if there was one
   * @param token from the Authorization header, if there was one
   * @return nobody when no token was shown and one is needed
   * @throws io.mudbrick.platform.PlatformException UNAUTHENTICATED for a token that is not valid
   *     where one is needed, PERMISSION_DENIED when it belongs to another workspace
   */
  @Nullable Caller identify(@Nullable String workspace, @Nullable String token);

  boolean isAdmin(Caller caller);

  /** Makes known that a call runs, until the answer is closed. */
  Calls.Inside enter(Caller caller);

  <T> T audited(Class<T> type, Caller caller, CallOrigin origin);

  String newRequestId();

  /** Told once a request has been answered. */
  void served(Served request);

  /** Host names, beside loopback's, under which this server may be addressed. */
  List<String> allowedHosts();
}
