package io.mudbrick.platform.model;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * A model that is written in Java. The embedder gives it to the platform, in code ({@code
 * Mudbrick.builder().modelFunction(...)}, {@link ModelLoader#load(Path, java.util.Collection)}) or
 * as a provider of {@link java.util.ServiceLoader}; an artifact names it and never brings it along:
 * no class is loaded by a name that stands in an artifact.
 */
public interface ModelFunction {
  /** By which artifacts ask for it, such as {@code acme.tariff/2}: give a new one to new logic. */
  String name();

  /**
   * Makes the scorer of one model.
   *
   * @param files the folder of the files that were packed with it, perhaps empty
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the files are not what they
   *     should be
   */
  Scorer open(Path files);

  /** A function of that name. */
  static ModelFunction of(String name, Function<Path, Scorer> open) {
    return new ModelFunction() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Scorer open(Path files) {
        return open.apply(files);
      }
    };
  }
}
