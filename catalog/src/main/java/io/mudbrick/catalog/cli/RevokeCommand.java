package io.mudbrick.catalog.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudbrick catalog revoke NAME --from WHO PRIVILEGE...}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Take privileges on a securable away, and show what is granted on it then.")
final class RevokeCommand extends PermissionCommand {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "WHO",
      description = "A user, a group or a service principal.")
  private String principal;

  @Override
  PermissionChange change(List<String> privileges) {
    return PermissionChange.remove(principal, privileges);
  }
}
