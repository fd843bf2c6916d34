package io.mudbrick.serving.internal;

import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.CsvRows;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.ScoringBody;
import io.mudbrick.serving.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody asks of an endpoint: a body of the scoring protocol, or rows. */
abstract class Asked {
  private final Invocation invocation;

  private Asked(Invocation invocation) {
    this.invocation = invocation;
  }

  /** A body, which is read when a model is there to say what its columns are. */
  static Asked of(Invocation invocation) {
    return new OfBody(invocation);
  }

  /** Rows of a Java caller. */
  static Asked of(Frame rows) {
    return new OfRows(rows);
  }

  /** How it is to be answered. */
  final Invocation invocation() {
    return invocation;
  }

  /** The rows, as what answers them names its columns. */
  abstract Frame rows(Served served);

  /** The params; null for none. Ask after the rows. */
  abstract @Nullable Object params();

  /** What an inference table keeps: the body as it came, or rows as JSON. */
  abstract byte[] body();

  abstract @Nullable String clientRequestId();

  private static final class OfBody extends Asked {
    private boolean read;
    private @Nullable ScoringBody plain;
    private @Nullable Map<String, Object> parsed;

    OfBody(Invocation invocation) {
      super(invocation);
    }

    @Override
    Frame rows(Served served) {
      if (invocation().csv()) {
        InvocationBody.requireUtf8(invocation().body());
        ModelSignature signature = served.signature();
        return CsvRows.read(text(), signature == null ? null : signature.inputs());
      }
      ScoringBody straight = plain();
      Frame rows =
          straight == null
              ? null
              : straight.frame(straight.names() == null ? served.columns() : List.of());
      if (rows != null) {
        return rows;
      }
      // The straight reader reads nothing else.
      InvocationBody.requireUtf8(invocation().body());
      return InvocationBody.rows(parsed(), served.columns());
    }

    /** Shadows read it in threads of their own. */
    private synchronized @Nullable ScoringBody plain() {
      if (!read) {
        read = true;
        plain = ScoringBody.read(invocation().body());
      }
      return plain;
    }

    /** The straight reader reads no body that has any. */
    @Override
    synchronized @Nullable Object params() {
      return parsed == null ? null : parsed.get("params");
    }

    private synchronized Map<String, Object> parsed() {
      Map<String, Object> all = parsed;
      if (all == null) {
        all = InvocationBody.parse(text());
        parsed = all;
      }
      return all;
    }

    private String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    @Override
    byte[] body() {
      return invocation().body();
    }

    @Override
    synchronized @Nullable String clientRequestId() {
      if (plain != null) {
        return plain.clientRequestId();
      }
      return parsed != null && parsed.get("client_request_id") instanceof String id ? id : null;
    }
  }

  private static final class OfRows extends Asked {
    private static final Invocation AS_ROWS = Invocation.of(new byte[0]);

    private final Frame rows;

    OfRows(Frame rows) {
      super(AS_ROWS);
      this.rows = rows;
    }

    @Override
    Frame rows(Served served) {
      return rows;
    }

    @Override
    @Nullable Object params() {
      return null;
    }

    @Override
    byte[] body() {
      List<List<@Nullable Object>> data = new ArrayList<>(rows.rows());
      for (int i = 0; i < rows.rows(); i++) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Column column : rows.columns().values()) {
          cells.add(column.value(i));
        }
        data.add(cells);
      }
      return Json.bytes(Map.of("dataframe_split", Map.of("columns", rows.names(), "data", data)));
    }

    @Override
    @Nullable String clientRequestId() {
      return null;
    }
  }
}
