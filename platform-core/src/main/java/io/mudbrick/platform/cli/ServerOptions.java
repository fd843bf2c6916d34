package io.mudbrick.platform.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options by which a command finds its platform, mixed into every command that needs one: a URL
 * and a token, or a data directory. A directory that a running server holds is reached through that
 * server; any other is opened in this process for as long as the command runs.
 */
public final class ServerOptions {
  private static final String DEFAULT_DATA = ".mudbrick";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:MUDBRICK_URL}",
      description = "Server to talk to; default $MUDBRICK_URL, else the one that holds --data.")
  private @Nullable String url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:MUDBRICK_TOKEN}",
      description = "Who you are to it; default $MUDBRICK_TOKEN, else DIR/admin.token.")
  private @Nullable String token;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = DEFAULT_DATA,
      description = "Directory that holds everything; default ${DEFAULT-VALUE}.")
  private Path data = Path.of(DEFAULT_DATA);

  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      description =
          "Workspace whose token DIR/NAME.token holds, such as demo-1; default the first.")
  private @Nullable String workspace;

  /**
   * The platform that the options name.
   *
   * @throws PlatformException {@code FAILED_PRECONDITION} when there is none, or no token for it
   */
  public Connection connect() {
    if (url != null) {
      return new Connection(URI.create(url), token(), () -> {});
    }
    if (!Files.isDirectory(data)) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION,
          "There is no data directory "
              + data
              + ". Start with 'mudbrick demo' or 'mudbrick serve', or name one with --data.");
    }
    URI running = running();
    if (running != null) {
      return new Connection(running, token(), () -> {});
    }
    Mudbrick platform = Mudbrick.builder().data(data).start();
    try {
      boolean first = token == null && workspace == null;
      return new Connection(platform.host(), first ? platform.token() : token(), platform::close);
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /** As {@link #connect}; a directory that is not there yet is made. */
  public Connection connectOrBegin() {
    if (url == null && !Files.exists(data)) {
      try {
        Files.createDirectories(data);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return connect();
  }

  /** The options that lead another command to the same platform, each with a blank before it. */
  public String words() {
    StringBuilder words = new StringBuilder();
    if (url != null) {
      words.append(" --url ").append(url);
    } else if (!data.equals(Path.of(DEFAULT_DATA))) {
      words.append(" --data ").append(data);
    }
    if (workspace != null) {
      words.append(" --workspace ").append(workspace);
    }
    return words.toString();
  }

  /** Where the server that holds the directory listens; null when none answers. */
  private @Nullable URI running() {
    Path file = data.resolve("server.json");
    try {
      if (!Files.exists(file)) {
        return null;
      }
      Object at = Json.object(Files.readString(file)).get("url");
      URI uri = URI.create(Objects.toString(at));
      return Connection.answers(uri) ? uri : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String token() {
    if (token != null) {
      return token;
    }
    Path file = data.resolve((workspace == null ? "admin" : workspace) + ".token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.FAILED_PRECONDITION,
          "No token: give --token, or --data with a directory that holds one (" + e + ").",
          e);
    }
  }
}
