package io.mudbrick.platform.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlainJsonTest {
  static Stream<String> numbers() {
    Random random = new Random(5);
    Stream<String> written =
        Stream.generate(random::nextGaussian)
            .limit(500)
            .flatMap(
                each ->
                    Stream.of(
                        Double.toString(each),
                        Double.toString(each * 1e-3),
                        Double.toString(each * 1e-300),
                        Float.toString(each.floatValue()),
                        String.format(Locale.ROOT, "%.3f", each),
                        String.format(Locale.ROOT, "%.25f", each),
                        String.format(Locale.ROOT, "%.12E", each * 1e60)));
    Stream<String> odd =
        Stream.of(
            "0.0",
            "-0.0",
            "0.00000000000000000000",
            "-0.0000000000000000000000001",
            "0.12345678",
            "0.1234567812345678",
            "1.00000000000000000000",
            "123456789012345678.5",
            "1234567890123456789.5",
            "9007199254740993.0",
            "1e-65",
            "1.5e64",
            "0e999",
            "1.7976931348623157e308");
    return Stream.concat(written, odd);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbers_are_read_as_the_jdk_reads_them_wherever_they_end(String number)
      throws PlainJson.Unusual {
    for (String behind : new String[] {"", ",", "]", "], [1.5, 2.5]", " "}) {
      PlainJson json = new PlainJson((number + behind).getBytes(StandardCharsets.UTF_8));
      assertThat(json.number()).isEqualTo(Double.parseDouble(number));
      assertThat(json.isWhole()).isFalse();
      assertThat(json.peek()).isEqualTo(behind.isBlank() ? 0 : behind.charAt(0));
    }
  }
}
