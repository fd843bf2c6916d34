package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HostileTreesTest {
  private static byte[] ubj = new byte[0];
  private static String json = "";

  @BeforeAll
  static void train() {
    Trained trained = Trained.binary();
    ubj = trained.ubj();
    json = new String(trained.json(), StandardCharsets.UTF_8);
  }

  @Test
  void cyclic_and_shared_children_are_refused() {
    assertRefused(
        json.replaceFirst("\"left_children\":\\[\\d+", "\"left_children\":[0"), "reached twice");
    assertRefused(
        json.replaceFirst("\"right_children\":\\[\\d+", "\"right_children\":[1"), "reached twice");
    assertRefused(
        json.replaceFirst("\"right_children\":\\[\\d+", "\"right_children\":[99999"),
        "child 99999");
  }

  @Test
  void thresholds_that_are_no_numbers_are_refused() {
    assertRefused(
        json.replaceFirst("\"split_conditions\":\\[[^,]+", "\"split_conditions\":[NaN"), "NaN");
  }

  @Test
  void features_out_of_range_are_refused() {
    assertRefused(
        json.replaceFirst("\"split_indices\":\\[\\d+", "\"split_indices\":[7"), "feature 7");
    assertRefused(
        json.replace("\"num_feature\":\"7\"", "\"num_feature\":\"2000000000\""), "num_feature");
    assertRefused(json.replace("\"num_class\":\"0\"", "\"num_class\":\"1000000\""), "num_class");
  }

  @Test
  void a_tree_deeper_than_any_honest_one_is_refused() {
    int levels = 5000;
    StringBuilder zeros = new StringBuilder();
    // even nodes are the chain, odd ones its leaves
    StringBuilder chainLeft = new StringBuilder();
    StringBuilder chainRight = new StringBuilder();
    for (int node = 0; node <= 2 * levels; node++) {
      boolean inner = node % 2 == 0 && node < 2 * levels;
      chainLeft.append(node == 0 ? "" : ",").append(inner ? node + 1 : -1);
      chainRight.append(node == 0 ? "" : ",").append(inner ? node + 2 : -1);
      zeros.append(node == 0 ? "" : ",").append(0);
    }
    String tree =
        "{\"left_children\":["
            + chainLeft
            + "],\"right_children\":["
            + chainRight
            + "],\"split_indices\":["
            + zeros
            + "],\"default_left\":["
            + zeros
            + "],\"split_conditions\":["
            + zeros
            + "],\"tree_param\":{}}";
    String model =
        "{\"learner\":{\"gradient_booster\":{\"name\":\"gbtree\",\"model\":{\"gbtree_model_param\":{},"
            + "\"tree_info\":[0],\"trees\":["
            + tree
            + "]}},\"learner_model_param\":{\"base_score\":\"0.5\","
            + "\"num_class\":\"0\",\"num_feature\":\"1\"},\"objective\":{\"name\":\"reg:squarederror\"}},\"version\":[3,0,4]}";
    assertRefused(model, "levels");
  }

  @Test
  void nesting_is_bounded() {
    assertRefused("[".repeat(100_000), "");
    byte[] deep = new byte[100_000];
    Arrays.fill(deep, (byte) '[');
    assertThatThrownBy(() -> open(deep, Estimator.Format.UBJ)).hasMessageContaining("nests");
  }

  @Test
  void a_length_beyond_the_end_of_the_file_allocates_nothing() {
    byte[] bytes =
        ByteBuffer.allocate(13)
            .put((byte) '[')
            .put((byte) '$')
            .put((byte) 'd')
            .put((byte) '#')
            .put((byte) 'L')
            .putLong(Long.MAX_VALUE)
            .array();
    assertThatThrownBy(() -> open(bytes, Estimator.Format.UBJ))
        .hasMessageContaining("more than the file holds");
  }

  @Test
  void keys_that_stand_twice_and_broken_characters_are_refused() {
    assertRefused(json.replaceFirst("\\{\"learner", "{\"version\":[3,0,4],\"learner"), "uplicate");
    byte[] twice = "{U\1aZU\1aZ}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> open(twice, Estimator.Format.UBJ)).hasMessageContaining("twice");
    byte[] wide = {0, 0, 0, 'a', (byte) 0xff, 'a', '"', 'z', 'a', 0, 0, 0};
    assertThatThrownBy(() -> open(wide, Estimator.Format.JSON))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("Malformed XGBoost model");
  }

  @Test
  void every_truncation_is_refused() {
    for (int length = 0; length < ubj.length; length += 97) {
      byte[] bytes = Arrays.copyOf(ubj, length);
      assertThat(catchThrowable(() -> open(bytes, Estimator.Format.UBJ)))
          .isInstanceOf(PlatformException.class);
      byte[] text = json.substring(0, length).getBytes(StandardCharsets.UTF_8);
      assertThat(catchThrowable(() -> open(text, Estimator.Format.JSON)))
          .isInstanceOf(PlatformException.class);
    }
  }

  @Test
  void flipped_bytes_load_or_are_refused() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = (i % 2 == 0 ? ubj : json.getBytes(StandardCharsets.UTF_8)).clone();
      for (int k = 0; k < 3; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Estimator.Format format = i % 2 == 0 ? Estimator.Format.UBJ : Estimator.Format.JSON;
      Throwable thrown = catchThrowable(() -> open(bytes, format));
      if (thrown != null) {
        assertThat(thrown).isInstanceOf(PlatformException.class);
        assertThat(((PlatformException) thrown).code()).isEqualTo(ErrorCode.BAD_REQUEST);
      }
    }
  }

  private static void assertRefused(String model, String reason) {
    assertThatThrownBy(() -> open(model.getBytes(StandardCharsets.UTF_8), Estimator.Format.JSON))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }

  private static FeatureModel open(byte[] bytes, Estimator.Format format) {
    return FeatureModel.of(new Estimator.XgBoost(bytes, format));
  }
}
