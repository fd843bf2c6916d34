package io.mudbrick.platform.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.RecentRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentRequestsTest {
  @Test
  void strangers_who_name_many_workspaces_cost_little_memory() {
    RecentRequests recent = new RecentRequests();
    RecentRequest request = new RecentRequest(Instant.EPOCH, "GET /" + "x".repeat(9_999), 401, "");
    for (int i = 0; i < 5_000; i++) {
      recent.add("w" + i, request);
    }
    recent.add("y".repeat(9_999), request);

    assertThat(recent.of("w0")).isEmpty();
    assertThat(recent.of("y".repeat(9_999))).isEmpty();
    assertThat(recent.of("w4999")).singleElement().asString().hasSizeLessThan(700);
  }
}
