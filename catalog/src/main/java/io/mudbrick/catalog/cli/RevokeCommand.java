package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick catalog revoke NAME --from WHO PRIVILEGE...}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Take privileges on a securable away, and show what is granted on it then.")
final class RevokeCommand implements Runnable {
  @Mixin private SecurableName name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PRIVILEGE",
      description = "SELECT, MODIFY, EXECUTE, USE_CATALOG, ...")
  private List<String> privileges;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHO",
      description = "A user, a group or a service principal.")
  private String principal;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      String path = name.find(connection).about("permissions", name.fullName());
      PermissionChange change = PermissionChange.remove(principal, privileges);
      output.table(change.apply(connection, path), "principal", "privileges");
    }
  }
}
