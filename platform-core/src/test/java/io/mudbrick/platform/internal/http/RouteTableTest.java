package io.mudbrick.platform.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private final RouteTable sut = new RouteTable();

  private void mount(String method, String template) {
    sut.add(
        method,
        template,
        Policy.AUTHENTICATED,
        template.startsWith("/mlflow") ? ErrorDialect.MLFLOW : ErrorDialect.UNITY_CATALOG,
        call -> HttpReply.empty());
  }

  private RouteTable.Match find(String method, String path) {
    return sut.find(method, Query.segments(path)).match();
  }

  @Test
  void a_literal_wins_over_a_variable_and_a_variable_over_a_tail() {
    mount("GET", "/tables/{name}");
    mount("GET", "/tables/all");
    mount("GET", "/tables/{path...}");

    assertThat(find("GET", "/tables/all").route().template()).isEqualTo("/tables/all");
    assertThat(find("GET", "/tables/c.s.t").variables()).containsEntry("name", "c.s.t");
    assertThat(find("GET", "/tables/a/b").variables()).containsEntry("path", "a/b");
  }

  @Test
  void a_verb_after_a_variable_or_a_literal_belongs_to_the_route() {
    mount("POST", "/models/{name}");
    mount("POST", "/models/{name}:score");
    mount("GET", "/registered-models:is-enabled");

    assertThat(find("POST", "/models/churn:score").route().template())
        .isEqualTo("/models/{name}:score");
    assertThat(find("POST", "/models/churn:score").variables()).containsEntry("name", "churn");
    assertThat(find("POST", "/models/a:b").variables()).containsEntry("name", "a:b");
    assertThat(find("GET", "/registered-models:is-enabled")).isNotNull();
  }

  @Test
  void an_encoded_slash_stays_inside_its_segment() {
    mount("GET", "/tables/{name}");

    assertThat(find("GET", "/tables/a%2Fb").variables()).containsEntry("name", "a/b");
    assertThat(find("GET", "/tables/a/b")).isNull();
  }

  @Test
  void a_dead_end_is_left_again() {
    mount("GET", "/a/{x}/c");
    mount("GET", "/a/b/d");

    assertThat(find("GET", "/a/b/c").variables()).containsEntry("x", "b");
  }

  @Test
  void an_unknown_path_speaks_the_dialect_of_its_neighbours() {
    mount("GET", "/mlflow/runs/get");
    mount("GET", "/unity/tables");

    assertThat(sut.find("GET", Query.segments("/mlflow/runs/nope")).dialect())
        .isEqualTo(ErrorDialect.MLFLOW);
    assertThat(sut.find("GET", Query.segments("/unity/nope")).dialect())
        .isEqualTo(ErrorDialect.UNITY_CATALOG);
    assertThat(sut.find("GET", Query.segments("/nope")).dialect())
        .isEqualTo(ErrorDialect.DATABRICKS);
  }

  @Test
  void head_is_answered_by_get() {
    mount("GET", "/x");

    assertThat(find("HEAD", "/x")).isNotNull();
    assertThat(find("POST", "/x")).isNull();
  }

  @Test
  void the_same_route_twice_and_a_route_without_a_policy_do_not_start() {
    mount("GET", "/x/{a}");

    assertThatThrownBy(() -> mount("GET", "/x/{b}")).hasMessageContaining("Two routes");
    assertThatThrownBy(
            () -> sut.add("GET", "/y", null, ErrorDialect.MLFLOW, call -> HttpReply.empty()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("/y");
  }
}
