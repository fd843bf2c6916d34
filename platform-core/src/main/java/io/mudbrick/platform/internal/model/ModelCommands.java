package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelLoader;
import io.mudbrick.platform.model.NativeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line does with model files. */
public final class ModelCommands {
  private static final String ROWS = "file of rows";

  private ModelCommands() {}

  /** Writes a native file as a model directory. */
  public static void pack(String flavor, Path file, Path target) {
    byte[] bytes = read(file);
    NativeModel model =
        switch (flavor) {
          case XgBoostFlavor.NAME -> NativeModel.xgboost(bytes, XgBoostFlavor.format(bytes));
          case LightGbmFlavor.NAME -> NativeModel.lightgbm(bytes);
          case OnnxFlavor.NAME -> NativeModel.onnx(bytes);
          case TribuoFlavor.NAME -> NativeModel.tribuo(bytes);
          default -> throw ModelErrors.unknownFlavor(flavor);
        };
    model.write(target, MlModel.builder());
  }

  /** Answers rows as JSON: {@code {"predictions": [...]}}. */
  public static String predict(Path model, Path rows) {
    JsonNode body = Json.parse(ROWS, new String(read(rows), StandardCharsets.UTF_8));
    Column values = ModelLoader.load(model).predict(frame(body)).values();
    List<@Nullable Object> predictions = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      predictions.add(values.value(i));
    }
    return Json.print(Map.of("predictions", predictions));
  }

  private static Frame frame(JsonNode body) {
    if (body.has("dataframe_split")) {
      JsonNode split = body.get("dataframe_split");
      List<List<@Nullable Object>> data = new ArrayList<>();
      for (JsonNode row : Json.array(ROWS, split, "data")) {
        List<@Nullable Object> values = new ArrayList<>();
        row.forEach(value -> values.add(Json.toJava(value)));
        data.add(values);
      }
      return Frame.split(Json.texts(ROWS, split, "columns"), data);
    }
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    for (JsonNode row : Json.array(ROWS, body, "dataframe_records")) {
      Map<String, @Nullable Object> record = new LinkedHashMap<>();
      row.properties().forEach(entry -> record.put(entry.getKey(), Json.toJava(entry.getValue())));
      records.add(record);
    }
    return Frame.records(records);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw ModelErrors.missingFile(file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
