package io.mudbrick.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Here this endpoint does not do what the real service does, and this test holds it to what it does
 * instead. A row of {@code docs/compatibility.md}, which is made from the source text: the
 * arguments are string literals.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(KnownDifference.List.class)
public @interface KnownDifference {
  /** Method and template as {@link io.mudbrick.platform.Mudbrick#routes} lists them. */
  String route();

  /** What differs, and why, in one sentence. */
  String reason();

  /** Several differences in one test. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface List {
    KnownDifference[] value();
  }
}
