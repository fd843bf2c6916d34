package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and prints MLmodel files. */
public final class MlModelFile {
  private static final long MAX_BYTES = 4L << 20;
  private static final DateTimeFormatter WRITE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Python leaves the fraction out when it is zero. */
  private static final DateTimeFormatter READ_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  private MlModelFile() {}

  public static MlModel read(Path dir) {
    Path file = dir.resolve(MlModel.FILE);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw ModelErrors.malformed(MlModel.FILE, "it is larger than " + MAX_BYTES + " bytes");
      }
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw ModelErrors.noModelFile(dir);
    } catch (CharacterCodingException e) {
      throw ModelErrors.malformed(MlModel.FILE, "it is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static MlModel parse(String yaml) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>(YamlReader.read(MlModel.FILE, yaml));
    MlModel.Builder builder =
        MlModel.builder()
            .artifactPath(text(map.remove("artifact_path")))
            .runId(text(map.remove("run_id")))
            .modelId(text(map.remove("model_id")))
            .modelUuid(text(map.remove("model_uuid")))
            .mlflowVersion(text(map.remove("mlflow_version")))
            .created(time(text(map.remove("utc_time_created"))))
            .sizeBytes(map.remove("model_size_bytes") instanceof Long bytes ? bytes : null)
            .signature(signature(map(map.remove("signature"))))
            .inputExample(example(map(map.remove("saved_input_example_info"))));
    Map<String, @Nullable Object> flavors = map(map.remove("flavors"));
    if (flavors == null) {
      throw ModelErrors.malformed(MlModel.FILE, "'flavors' is missing");
    }
    flavors.forEach(
        (name, config) -> {
          Map<String, @Nullable Object> own = map(config);
          builder.flavor(name, own == null ? Map.of() : own);
        });
    Map<String, @Nullable Object> metadata = map(map.remove("metadata"));
    if (metadata != null) {
      metadata.forEach(builder::metadata);
    }
    map.forEach(builder::extra);
    return builder.build();
  }

  public static String print(MlModel model) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    putIfPresent(map, "artifact_path", model.artifactPath());
    map.put("flavors", model.flavors());
    if (!model.metadata().isEmpty()) {
      map.put("metadata", model.metadata());
    }
    putIfPresent(map, "mlflow_version", model.mlflowVersion());
    putIfPresent(map, "model_id", model.modelId());
    putIfPresent(map, "model_size_bytes", model.sizeBytes());
    putIfPresent(map, "model_uuid", model.modelUuid());
    putIfPresent(map, "run_id", model.runId());
    putIfPresent(map, "saved_input_example_info", print(model.inputExample()));
    putIfPresent(map, "signature", print(model.signature()));
    Instant created = model.created();
    putIfPresent(map, "utc_time_created", created == null ? null : WRITE_TIME.format(created));
    map.putAll(model.extra());
    return YamlPrinter.print(map);
  }

  private static void putIfPresent(
      Map<String, @Nullable Object> map, String key, @Nullable Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }

  private static @Nullable Map<String, @Nullable Object> print(
      MlModel.@Nullable InputExample example) {
    if (example == null) {
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("artifact_path", example.artifactPath());
    if (example.type().equals("dataframe")) {
      map.put("pandas_orient", "split");
    }
    putIfPresent(map, "serving_input_path", example.servingPath());
    map.put("type", example.type());
    return map;
  }

  private static @Nullable Map<String, @Nullable Object> print(@Nullable ModelSignature signature) {
    if (signature == null) {
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("inputs", signature.inputs().toJson());
    Schema outputs = signature.outputs();
    map.put("outputs", outputs == null ? null : outputs.toJson());
    map.put(
        "params",
        signature.params().isEmpty() ? null : SignatureJson.writeParams(signature.params()));
    return map;
  }

  private static @Nullable ModelSignature signature(@Nullable Map<String, @Nullable Object> map) {
    String inputs = map == null ? null : text(map.get("inputs"));
    if (map == null || inputs == null) {
      return null;
    }
    String outputs = text(map.get("outputs"));
    String params = text(map.get("params"));
    return new ModelSignature(
        Schema.parse(inputs),
        outputs == null ? null : Schema.parse(outputs),
        params == null ? List.of() : SignatureJson.readParams(params));
  }

  private static MlModel.@Nullable InputExample example(
      @Nullable Map<String, @Nullable Object> map) {
    String path = map == null ? null : text(map.get("artifact_path"));
    if (map == null || path == null) {
      return null;
    }
    String type = text(map.get("type"));
    return new MlModel.InputExample(
        path, type == null ? "dataframe" : type, text(map.get("serving_input_path")));
  }

  private static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text, READ_TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw ModelErrors.malformed(MlModel.FILE, "'" + text + "' is no utc_time_created", e);
    }
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? YamlReader.stringKeys(map) : null;
  }
}
