package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.FileTree;

/**
 * The whole tree that {@code mlflow-artifacts:/} names, for the Files API: what signed addresses
 * and uploads in parts of the artifact proxy lead to.
 */
public record ProxyTree(ModuleContext context) implements FileTree {
  /** Where it is mounted. */
  public static final String ROOT = "WorkspaceInternal/Mlflow/ProxiedArtifacts";

  @Override
  public Place locate(Caller caller, String path, Use use) {
    return new ArtifactTree(new Session(context, caller)).locate(path, use);
  }
}
