package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features verify NAME}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:what is online is what was published",
      " 1:it could not be compared",
      " 2:unknown options",
      " 3:rows differ, are missing or too many"
    },
    description = "Compare online tables, value by value, with the version they show.")
final class VerifyCommand implements Callable<Integer> {
  private static final int DIFFERS = 3;

  @Parameters(
      paramLabel = "NAME",
      description = "An online table, or a feature table for all of its online tables.")
  private String name;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (Connection connection = server.connect()) {
      List<Map<String, Object>> reports = new ArrayList<>();
      for (String online : online(connection)) {
        reports.add(
            connection.post(
                FeaturesCommand.FACE + "online-tables/" + Connection.segment(online) + "/verify",
                Map.of()));
      }
      output.table(reports, "online_table", "version", "rows", "wrong", "extra", "consistent");
      boolean consistent = true;
      for (Map<String, Object> report : reports) {
        consistent &= Boolean.TRUE.equals(report.get("consistent"));
        List<Map<String, Object>> differences = Connection.maps(report.get("differences"));
        if (!output.isJson() && !differences.isEmpty()) {
          output.blank();
          output.table(differences, "kind", "key", "features");
        }
      }
      return consistent ? 0 : DIFFERS;
    }
  }

  /** The name itself, unless it is a feature table's. */
  private List<String> online(Connection connection) {
    List<String> names = new ArrayList<>();
    try {
      Map<String, Object> table =
          connection.get(FeaturesCommand.FACE + "tables/" + Connection.segment(name));
      Connection.maps(table.get("online_tables"))
          .forEach(online -> names.add(Objects.toString(online.get("name"))));
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST && e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      return List.of(name);
    }
    if (names.isEmpty()) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION, "'" + name + "' is not online: publish it first.");
    }
    return names;
  }
}
