package io.mudbrick.registry.faces;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sends what clients send: to MLflow's workspace registry, to its databricks-uc, to the catalog.
 */
final class Faces {
  static final int WORKSPACE = 0;
  static final int UNITY = 1;
  static final int CATALOG = 2;
  static final List<String> NAMES =
      List.of("/api/2.0/mlflow/", "/api/2.0/mlflow/unity-catalog/", "/api/2.1/unity-catalog/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Mudbrick platform;
  private final String schema;
  private final String source;
  private int asked;

  /**
   * @param source of versions that are registered with their files
   */
  Faces(Mudbrick platform, String schema, String source) {
    this.platform = platform;
    this.schema = schema;
    this.source = source;
  }

  int asked() {
    return asked;
  }

  record Answer(int status, Map<String, Object> body) {}

  private Answer send(int face, String method, String path, Object... pairs) {
    asked++;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + NAMES.get(face) + path))
            .header("Authorization", "Bearer " + platform.token())
            .method(
                method,
                method.equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(Json.write(map(pairs))))
            .build();
    try {
      HttpResponse<String> reply = client.send(request, BodyHandlers.ofString());
      String body = reply.body();
      return new Answer(reply.statusCode(), body.isEmpty() ? Map.of() : Json.object(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  String name(int model) {
    return schema + ".m" + model;
  }

  private String[] parts(int model) {
    return name(model).split("\\.");
  }

  /** Takes a step over its face; a face that has no such call leaves it to another. */
  Answer take(Step step) {
    String name = name(step.model());
    String version = Integer.toString(step.number());
    String word = step.word();
    boolean catalog = step.face() == CATALOG;
    String[] parts = parts(step.model());
    int mlflow = catalog ? UNITY : step.face();
    String at = "models/" + name;
    return switch (step.kind()) {
      case CREATE ->
          catalog
              ? send(
                  CATALOG,
                  "POST",
                  "models",
                  "catalog_name",
                  parts[0],
                  "schema_name",
                  parts[1],
                  "name",
                  parts[2],
                  "comment",
                  word)
              : send(mlflow, "POST", "registered-models/create", "name", name, "description", word);
      case DELETE ->
          catalog
              ? send(CATALOG, "DELETE", at)
              : send(mlflow, "DELETE", "registered-models/delete", "name", name);
      case RENAME -> rename(step, name);
      case DESCRIBE ->
          catalog
              ? send(CATALOG, "PATCH", at, "comment", word)
              : send(
                  mlflow, "PATCH", "registered-models/update", "name", name, "description", word);
      case TAG ->
          send(
              mlflow, "POST", "registered-models/set-tag", "name", name, "key", "k", "value", word);
      case UNTAG ->
          send(mlflow, "DELETE", "registered-models/delete-tag", "name", name, "key", "k");
      case REGISTER -> register(step, parts, name);
      case FINALIZE ->
          catalog
              ? send(CATALOG, "PATCH", at + "/versions/" + version + "/finalize")
              : send(UNITY, "POST", "model-versions/finalize", "name", name, "version", version);
      case DESCRIBE_VERSION ->
          catalog
              ? send(CATALOG, "PATCH", at + "/versions/" + version, "comment", word)
              : send(
                  mlflow,
                  "PATCH",
                  "model-versions/update",
                  "name",
                  name,
                  "version",
                  version,
                  "description",
                  word);
      case TAG_VERSION ->
          send(
              mlflow,
              "POST",
              "model-versions/set-tag",
              "name",
              name,
              "version",
              version,
              "key",
              "k",
              "value",
              word);
      case UNTAG_VERSION ->
          send(
              mlflow,
              "DELETE",
              "model-versions/delete-tag",
              "name",
              name,
              "version",
              version,
              "key",
              "k");
      case DELETE_VERSION ->
          catalog
              ? send(CATALOG, "DELETE", at + "/versions/" + version)
              : send(mlflow, "DELETE", "model-versions/delete", "name", name, "version", version);
      case ALIAS ->
          catalog
              ? send(CATALOG, "PUT", at + "/aliases/" + word, "version_num", step.number())
              : send(
                  mlflow,
                  "POST",
                  "registered-models/alias",
                  "name",
                  name,
                  "alias",
                  word,
                  "version",
                  version);
      case UNALIAS ->
          catalog
              ? send(CATALOG, "DELETE", at + "/aliases/" + word)
              : send(mlflow, "DELETE", "registered-models/alias", "name", name, "alias", word);
    };
  }

  private Answer rename(Step step, String name) {
    String to = name(step.number() % Step.MODELS);
    return switch (step.face()) {
      case WORKSPACE ->
          send(WORKSPACE, "POST", "registered-models/rename", "name", name, "new_name", to);
      case UNITY -> send(UNITY, "PATCH", "registered-models/update", "name", name, "new_name", to);
      default ->
          send(CATALOG, "PATCH", "models/" + name, "new_name", "m" + step.number() % Step.MODELS);
    };
  }

  private Answer register(Step step, String[] parts, String name) {
    return step.face() == CATALOG
        ? send(
            CATALOG,
            "POST",
            "models/versions",
            "catalog_name",
            parts[0],
            "schema_name",
            parts[1],
            "model_name",
            parts[2],
            "source",
            source,
            "comment",
            step.word())
        : send(
            step.face(),
            "POST",
            "model-versions/create",
            "name",
            name,
            "source",
            source,
            "description",
            step.word());
  }

  /** The names of the models, as a face lists them. */
  TreeSet<String> models(int face) {
    String path =
        switch (face) {
          case WORKSPACE ->
              "registered-models/search?filter="
                  + URLEncoder.encode("name LIKE '" + schema + ".%'", StandardCharsets.UTF_8);
          case UNITY -> "registered-models/search?max_results=1000";
          default -> {
            String[] parts = schema.split("\\.");
            yield "models?catalog_name=" + parts[0] + "&schema_name=" + parts[1];
          }
        };
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, Object> model : list(ok(send(face, "GET", path)), "registered_models")) {
      String name = String.valueOf(model.get(face == CATALOG ? "full_name" : "name"));
      if (name.startsWith(schema + ".")) {
        names.add(name);
      }
    }
    return names;
  }

  /** A model as {@link Seen#text} has it, and its tags where the face shows them. */
  String model(int face, int model) {
    Answer answer =
        send(
            face,
            "GET",
            face == CATALOG
                ? "models/" + name(model) + "?include_aliases=true"
                : "registered-models/get?name=" + name(model));
    if (answer.status() == 404) {
      return "none";
    }
    Map<String, Object> found =
        face == CATALOG ? ok(answer) : object(ok(answer), "registered_model");
    Map<String, Long> aliases = new TreeMap<>();
    for (Map<String, Object> alias : list(found, "aliases")) {
      aliases.put(
          String.valueOf(alias.get(face == CATALOG ? "alias_name" : "alias")),
          Long.valueOf(String.valueOf(alias.get(face == CATALOG ? "version_num" : "version"))));
    }
    String text = text(found, face) + " " + aliases;
    return face == CATALOG ? text : text + " " + tags(found);
  }

  /** As {@link #model}, of a version. */
  String version(int face, int model, long version) {
    Answer answer =
        send(
            face,
            "GET",
            face == CATALOG
                ? "models/" + name(model) + "/versions/" + version + "?include_aliases=true"
                : "model-versions/get?name=" + name(model) + "&version=" + version);
    if (answer.status() == 404) {
      return "none";
    }
    Map<String, Object> found = face == CATALOG ? ok(answer) : object(ok(answer), "model_version");
    TreeSet<String> aliases = new TreeSet<>();
    if (face == CATALOG) {
      list(found, "aliases").forEach(alias -> aliases.add(String.valueOf(alias.get("alias_name"))));
    } else if (face == UNITY) {
      list(found, "aliases").forEach(alias -> aliases.add(String.valueOf(alias.get("alias"))));
    } else if (found.get("aliases") instanceof List<?> names) {
      names.forEach(alias -> aliases.add(String.valueOf(alias)));
    }
    String text = found.get("status") + " " + text(found, face) + " " + aliases;
    return face == CATALOG ? text : text + " " + tags(found);
  }

  /** The number of the version that an alias leads to; 0 for none. */
  long byAlias(int face, int model, String alias) {
    Answer answer =
        send(
            face,
            "GET",
            face == CATALOG
                ? "models/" + name(model) + "/aliases/" + alias
                : "registered-models/alias?name=" + name(model) + "&alias=" + alias);
    if (answer.status() != 200) {
      return 0;
    }
    Map<String, Object> found =
        face == CATALOG ? answer.body() : object(answer.body(), "model_version");
    return Long.parseLong(String.valueOf(found.get("version")));
  }

  private static String text(Map<String, Object> found, int face) {
    Object text = found.get(face == CATALOG ? "comment" : "description");
    return text == null ? "" : text.toString();
  }

  private static Map<String, String> tags(Map<String, Object> found) {
    Map<String, String> tags = new TreeMap<>();
    list(found, "tags")
        .forEach(tag -> tags.put(String.valueOf(tag.get("key")), String.valueOf(tag.get("value"))));
    return tags;
  }

  private static Map<String, Object> ok(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return answer.body();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> in, String key) {
    return in.get(key) instanceof List<?> found ? (List<Map<String, Object>>) found : List.of();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> in, String key) {
    return in.get(key) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
  }
}
