/**
 * AutoML beside H2O's, each system in JVMs of its own on the same rows: {@code scripts/bench
 * automl}.
 */
@org.jspecify.annotations.NullMarked
package io.mudbrick.benchmarks.automl;
