package io.mudbrick.tracking.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An age as {@code mlflow gc} takes it: {@code 30d}, {@code 2d8h5m20s}, {@code 1.5h}. */
final class Age implements ITypeConverter<Duration> {
  private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{1,9})?)";
  private static final Pattern AGE =
      Pattern.compile("(?:%1$sd)?(?:%1$sh)?(?:%1$sm)?(?:%1$ss)?".formatted(NUMBER));
  private static final long[] SECONDS = {86_400, 3600, 60, 1};

  @Override
  public Duration convert(String text) {
    Matcher matcher = AGE.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new TypeConversionException("'" + text + "' is no age such as 30d, 8h or 2d8h5m20s");
    }
    BigDecimal millis = BigDecimal.ZERO;
    for (int i = 0; i < SECONDS.length; i++) {
      String number = matcher.group(i + 1);
      if (number != null) {
        millis = millis.add(new BigDecimal(number).multiply(BigDecimal.valueOf(SECONDS[i] * 1000)));
      }
    }
    return Duration.ofMillis(millis.setScale(0, RoundingMode.DOWN).longValueExact());
  }
}
