package io.mudbrick.serving;

import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;

/** Shares endpoints, as the Permissions API does. */
public interface Sharing {

  void grant(String endpointId, Principal to, PermissionLevel level);
}
