package io.mudbrick.serving.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.model.DataType;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.ParamSpec;
import io.mudbrick.platform.model.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {
  private static final ModelSignature SIGNATURE =
      new ModelSignature(
          Schema.of(),
          null,
          List.of(
              new ParamSpec("temperature", DataType.DOUBLE, 0.5, false),
              new ParamSpec("top", DataType.INTEGER, 1, false),
              new ParamSpec("stop", DataType.STRING, List.of(), true),
              new ParamSpec("since", DataType.DATETIME, "2026-01-01", false)));

  @Test
  void declared_params_have_their_types() {
    for (Map<String, Object> good :
        Arrays.<Map<String, Object>>asList(
            Map.of(),
            Map.of("temperature", 1, "top", 7),
            Map.of("stop", List.of("a", "b"), "since", "2026-03-01"),
            Map.of("unknown", "ignored"))) {
      assertThat(Params.wantContributions(good, SIGNATURE)).isFalse();
    }
    for (Map<String, Object> bad :
        Arrays.<Map<String, Object>>asList(
            Map.of("temperature", "hot"),
            Map.of("top", 1.5),
            Map.of("stop", "a"),
            Map.of("stop", List.of(1)),
            Map.of("since", "yesterday"))) {
      assertThatThrownBy(() -> Params.wantContributions(bad, SIGNATURE))
          .hasMessageStartingWith("Invalid parameters found: {('" + bad.keySet().iterator().next());
    }
  }

  @Test
  void a_model_that_declares_contributions_keeps_them() {
    Map<String, Object> asked = Map.of("contributions", true);
    assertThat(Params.wantContributions(asked, null)).isTrue();
    ModelSignature own =
        new ModelSignature(
            Schema.of(),
            null,
            List.of(new ParamSpec("contributions", DataType.BOOLEAN, false, false)));
    assertThat(Params.wantContributions(asked, own)).isFalse();
  }
}
