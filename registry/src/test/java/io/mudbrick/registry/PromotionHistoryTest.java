package io.mudbrick.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.registry.promotion.Gate;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.test.MudbrickTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stays on record of promotions and aliases, and the way back. */
@MudbrickTest
@Tag("both-stores")
class PromotionHistoryTest {
  private static final String MODEL = "churn";

  private Mudbrick platform;
  private Registry registry;

  @BeforeEach
  void furnish(Mudbrick engine) {
    platform = engine;
    registry = engine.module(Registry.class);
    registry.createModel(MODEL, null, Map.of());
  }

  private void register(double slope) {
    registry.createVersion(NewModelVersion.of(MODEL, SmallModels.logged(platform, slope)).build());
  }

  @Test
  void reports_and_moves_come_in_pages() {
    register(1);
    register(2);
    for (int i = 0; i < 3; i++) {
      registry.promote(MODEL).version(2).to("champion").when(Gate.tag("none")).run();
      registry.setAlias(MODEL, "turns", 1 + i % 2);
    }
    List<String> reports = new ArrayList<>();
    List<AliasMove> moves = new ArrayList<>();
    String token = null;
    do {
      Page<PromotionReport> page = registry.promotions().reports(MODEL, 2L, 2, token);
      page.items().forEach(report -> reports.add(report.id()));
      token = page.nextPageToken();
    } while (token != null);
    do {
      Page<AliasMove> page = registry.aliasHistory(MODEL, "turns", 1, token);
      moves.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    assertThat(reports).hasSize(3).doesNotHaveDuplicates();
    assertThat(reports)
        .isEqualTo(
            registry.promotions().reports(MODEL, null).stream().map(PromotionReport::id).toList());
    assertThat(moves).isEqualTo(registry.aliasHistory(MODEL, "turns")).hasSize(3);
    assertThat(moves).allSatisfy(move -> assertThat(move.by()).isEqualTo("admin"));
    refused(
        () -> registry.promotions().reports(MODEL, null, 1001, null),
        ErrorCode.INVALID_PARAMETER_VALUE);
  }

  @Test
  void a_rollback_goes_past_versions_that_were_deleted() {
    register(1);
    register(2);
    register(3);
    registry.setAlias(MODEL, "live", 1);
    registry.setAlias(MODEL, "live", 2);
    registry.setAlias(MODEL, "live", 3);
    registry.deleteVersion(MODEL, 2, false);
    assertThat(registry.rollbackAlias(MODEL, "live").to()).isEqualTo(1L);
    registry.deleteVersion(MODEL, 3, false);
    refused(() -> registry.rollbackAlias(MODEL, "live"), ErrorCode.FAILED_PRECONDITION);
    registry.deleteVersion(MODEL, 1, false);
    refused(() -> registry.rollbackAlias(MODEL, "live"), ErrorCode.FAILED_PRECONDITION);
  }

  private static void refused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
