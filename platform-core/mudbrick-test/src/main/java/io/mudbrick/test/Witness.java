package io.mudbrick.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An unmodified real client drives these endpoints in this test: a row of {@code
 * docs/compatibility.md}, which is made from the source text. So the arguments are string literals.
 *
 * <pre>{@code
 * @Witness(
 *     client = "org.mlflow:mlflow-client 2.17.2",
 *     routes = {"POST /api/2.0/mlflow/runs/create", "GET /api/2.0/mlflow/runs/get"})
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Witness.List.class)
public @interface Witness {
  /** The client and its version, such as {@code com.databricks:databricks-sdk-java 0.141.0}. */
  String client();

  /** Method and template as {@link io.mudbrick.platform.Mudbrick#routes} lists them. */
  String[] routes();

  /** Several clients in one test. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @interface List {
    Witness[] value();
  }
}
