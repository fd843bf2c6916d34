package io.mudbrick.catalog.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudbrick catalog grant NAME --to WHO PRIVILEGE...}. */
@Command(
    name = "grant",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Give privileges on a securable, and show what is granted on it then.")
final class GrantCommand extends PermissionCommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "WHO",
      description = "A user, a group or a service principal.")
  private String principal;

  @Override
  PermissionChange change(List<String> privileges) {
    return PermissionChange.add(principal, privileges);
  }
}
