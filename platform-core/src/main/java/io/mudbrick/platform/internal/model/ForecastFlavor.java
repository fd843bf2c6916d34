package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.Field;
import io.mudbrick.platform.model.ForecastModel;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.NativeModel;
import io.mudbrick.platform.model.Pace;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our flavor of forecasts: their numbers as JSON. */
public final class ForecastFlavor implements ModelFlavor {
  static final String FILE = "forecast.json";
  private static final String WHERE = "flavor '" + ForecastModel.FLAVOR + "'";

  @Override
  public String name() {
    return ForecastModel.FLAVOR;
  }

  @Override
  public int rank() {
    return 95;
  }

  private record Document(
      String target,
      String time,
      List<String> identity,
      String unit,
      int every,
      double level,
      List<Line> series) {}

  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  private record Line(
      List<String> identity, String start, double[] mean, double[] lower, double[] upper) {}

  static NativeModel model(ForecastModel model, DataType timeType, List<DataType> identityTypes) {
    List<Field> inputs = new ArrayList<>(List.of(Field.of(model.timeColumn(), timeType)));
    for (int i = 0; i < identityTypes.size(); i++) {
      inputs.add(Field.of(model.identityColumns().get(i), identityTypes.get(i)));
    }
    ModelSignature signature =
        new ModelSignature(
            new Schema(inputs),
            Schema.of(
                Field.of(ForecastScorer.PREDICTION, DataType.DOUBLE),
                Field.of(ForecastScorer.LOWER, DataType.DOUBLE),
                Field.of(ForecastScorer.UPPER, DataType.DOUBLE)));
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("version", 1L);
    config.put("data", FILE);
    return new NativeModel(
        ForecastModel.FLAVOR, Map.of(FILE, Json.bytes(document(model))), config, signature, null);
  }

  private static Document document(ForecastModel model) {
    return new Document(
        model.target(),
        model.timeColumn(),
        model.identityColumns(),
        model.pace().unit().name(),
        model.pace().every(),
        model.level(),
        model.series().stream()
            .map(
                line ->
                    new Line(
                        line.identity(),
                        line.start().toString(),
                        line.mean(),
                        line.lower(),
                        line.upper()))
            .toList());
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    if (!Long.valueOf(1).equals(config.get("version"))) {
      throw ModelErrors.malformed(WHERE, "its version is not 1");
    }
    if (!(config.get("data") instanceof String data)) {
      throw ModelErrors.malformed(WHERE, "'data' is missing");
    }
    try {
      return new ForecastScorer(read(Json.read(ModelFiles.bytes(dir, data), Document.class)));
    } catch (PlatformException | DateTimeException | IllegalArgumentException e) {
      throw ModelErrors.malformed(WHERE, String.valueOf(e.getMessage()));
    }
  }

  private static ForecastModel read(Document document) {
    List<ForecastModel.Line> lines = new ArrayList<>();
    for (Line line : document.series()) {
      int steps = line.mean().length;
      if (line.lower().length != steps
          || line.upper().length != steps
          || line.identity().size() != document.identity().size()) {
        throw ModelErrors.malformed(WHERE, "a series has parts of different lengths");
      }
      lines.add(
          new ForecastModel.Line(
              line.identity(),
              LocalDateTime.parse(line.start()),
              line.mean(),
              line.lower(),
              line.upper()));
    }
    if (document.every() < 1) {
      throw ModelErrors.malformed(WHERE, "its pace stands still");
    }
    return new ForecastModel(
        document.target(),
        document.time(),
        document.identity(),
        new Pace(ChronoUnit.valueOf(document.unit()), document.every()),
        document.level(),
        lines);
  }
}
