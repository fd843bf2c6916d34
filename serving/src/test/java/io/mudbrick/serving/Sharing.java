package io.mudbrick.serving;

import io.mudbrick.platform.identity.Principal;

/** Shares endpoints, as the Permissions API does. */
public interface Sharing {

  void manage(String endpointId, Principal to);
}
