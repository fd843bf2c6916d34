package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * What granting and revoking have in common: they change privileges and show what is granted then.
 */
abstract class PermissionCommand implements Runnable {
  @Mixin private SecurableName name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PRIVILEGE",
      description = "SELECT, MODIFY, EXECUTE, USE_CATALOG, ...")
  private List<String> privileges;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  abstract PermissionChange change(List<String> privileges);

  @Override
  public final void run() {
    try (Connection connection = server.connect()) {
      String path = name.find(connection).about("permissions", name.fullName());
      output.table(change(privileges).apply(connection, path), "principal", "privileges");
    }
  }
}
