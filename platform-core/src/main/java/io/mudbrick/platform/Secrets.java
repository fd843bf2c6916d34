package io.mudbrick.platform;

/**
 * Seals what a module keeps in the database and has to read back, such as the key that it signs
 * with: whoever has the database alone, or a dump of it, cannot read it. The key lies in the data
 * directory, for its owner only. Get it by {@link ModuleContext#secrets()}. Thread-safe.
 */
public interface Secrets {

  /**
   * Seals a text, each time differently.
   *
   * @param of what it is a secret of, such as a webhook's id
   */
  String seal(String text, String of);

  /**
   * Opens what was sealed.
   *
   * @param of as it was sealed with
   * @throws PlatformException {@code FAILED_PRECONDITION} when it was not sealed with this
   *     directory's key, or of something else
   */
  String open(String sealed, String of);
}
