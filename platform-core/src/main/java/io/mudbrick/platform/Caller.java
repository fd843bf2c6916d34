package io.mudbrick.platform;

import io.mudbrick.platform.identity.Principal;

/**
 * Who calls, and from where: every service object is bound to one caller and answers with what that
 * caller may see.
 */
public record Caller(Workspace workspace, Principal principal) {

  public String workspaceId() {
    return workspace.id();
  }

  public String metastoreId() {
    return workspace.metastoreId();
  }
}
