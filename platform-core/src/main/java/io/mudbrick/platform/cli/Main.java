package io.mudbrick.platform.cli;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.Ahead;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code mudbrick}: the tree of commands, the core's and those of the modules on the class path.
 */
@Command(
    name = "mudbrick",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "The Databricks ML platform, local, in one JVM.",
      "",
      "Tracking, AutoML, a model registry, a feature store, a governed catalog and",
      "serving, by the real protocols: MLflow and Databricks clients work unchanged.",
      ""
    },
    footer = {
      "",
      "New here?  mudbrick demo    runs a whole ML lifecycle on real data",
      "           mudbrick serve   starts the server and prints its URL"
    })
public final class Main implements Runnable {
  /** The core's own commands by name. */
  private static final Map<String, Supplier<CommandLine>> CORE = new LinkedHashMap<>();

  static {
    CORE.put("serve", () -> new CommandLine(new ServeCommand()));
    CORE.put("exec", Main::exec);
    CORE.put("backup", () -> new CommandLine(new BackupCommand()));
    CORE.put("restore", () -> new CommandLine(new RestoreCommand()));
    CORE.put("pack", () -> new CommandLine(new PackCommand()));
    CORE.put("predict", () -> new CommandLine(new PredictCommand()));
    CORE.put("version", () -> new CommandLine(new VersionCommand()));
  }

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a command and exits with 0, 1 when it failed, 2 when its words were off. */
  public static void main(String[] args) {
    configureLogging();
    if (args.length > 0 && !args[0].startsWith("-") && !args[0].equals("version")) {
      Ahead.begin(); // the other commands start an engine
    }
    System.exit(commandLine(args).execute(args));
  }

  /** Unless the user chose a configuration of their own, as the JDK lets them. */
  private static void configureLogging() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream in = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandLine exec() {
    // What follows CMD is CMD's, also what looks like an option of ours.
    return new CommandLine(new ExecCommand()).setStopAtPositional(true);
  }

  /**
   * The tree for these words: all commands, or the core's one that they begin with, as reading the
   * annotations of all would take a good part of a server's start.
   */
  static CommandLine commandLine(String... words) {
    CommandLine tree = new CommandLine(new Main());
    Supplier<CommandLine> wanted = words.length == 0 ? null : CORE.get(words[0]);
    if (wanted != null) {
      tree.addSubcommand(wanted.get());
    } else {
      List<CliModule> modules = new ArrayList<>();
      ServiceLoader.load(CliModule.class).forEach(modules::add);
      modules.forEach(module -> module.commands().forEach(tree::addSubcommand));
      modules.forEach(module -> module.additions().forEach((name, more) -> add(tree, name, more)));
      CORE.values().forEach(command -> tree.addSubcommand(command.get()));
    }
    tree.setUsageHelpAutoWidth(true);
    tree.setParameterExceptionHandler(Main::badWords);
    tree.setExecutionExceptionHandler(Main::failed);
    return tree;
  }

  /** The module of the command above may not be on the class path; then there is no place. */
  private static void add(CommandLine tree, String name, List<Object> commands) {
    CommandLine above = tree.getSubcommands().get(name);
    if (above != null) {
      commands.forEach(above::addSubcommand);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int badWords(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    command
        .getErr()
        .println(
            "mudbrick: "
                + message
                + ". Try '"
                + command.getCommandSpec().qualifiedName()
                + " --help'");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof PlatformException refused) {
      err.println("mudbrick: " + refused.message());
    } else {
      err.println("mudbrick: failed unexpectedly: " + e);
      e.printStackTrace(err);
    }
    err.flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
