package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearNamesTest {
  private static final List<String> COLUMNS = List.of("tenure", "MonthlyCharges", "t");

  @Test
  void a_name_of_other_case_or_with_a_slip_has_a_near_one() {
    assertThat(NearNames.instead("monthly_charges", COLUMNS))
        .isEqualTo("did you mean 'MonthlyCharges'? There are tenure, MonthlyCharges, t.");
    assertThat(NearNames.instead("tenrue", COLUMNS)).startsWith("did you mean 'tenure'?");
    assertThat(NearNames.instead("T", COLUMNS)).startsWith("did you mean 't'?");
  }

  @Test
  void a_name_that_is_like_none_has_none() {
    assertThat(NearNames.instead("churn", COLUMNS))
        .isEqualTo("there are tenure, MonthlyCharges, t.");
  }

  @Test
  void of_many_names_some_are_told() {
    List<String> many = IntStream.range(0, 1500).mapToObj(i -> "feature " + i).toList();
    assertThat(NearNames.instead("target", many)).endsWith("feature 18, and 1481 more.");
  }
}
