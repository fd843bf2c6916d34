package io.mudbrick.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What a test makes go wrong on the way to the disk; see {@link FileIo#inject}. It is asked before
 * each step, from whichever thread takes it, and may return, throw what the operating system would,
 * or halt the JVM.
 */
@FunctionalInterface
public interface IoFaults {
  /**
   * @param file the file or directory that the step is about; for a rename or a link, the new name
   */
  void before(IoStep step, Path file) throws IOException;
}
