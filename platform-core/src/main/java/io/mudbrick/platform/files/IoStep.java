package io.mudbrick.platform.files;

/** The steps by which bytes become durable, as {@link FileIo} takes them one after another. */
public enum IoStep {
  /** A file is about to be made. */
  CREATE,
  /** Bytes are about to be written. */
  WRITE,
  /** Half of the bytes are written; asked only while faults are injected. */
  WRITE_REST,
  /** A file is about to be pushed to the disk. */
  SYNC,
  /** A file is about to take its final name. */
  RENAME,
  /** A file is about to get a second name, which nobody may have taken. */
  LINK,
  /** The names in a directory are about to be pushed to the disk. */
  SYNC_DIRECTORY,
  /** A directory is about to be made. */
  MAKE_DIRECTORY,
  /** A file is about to be cut off. */
  TRUNCATE,
  /** A file or an empty directory is about to go. */
  DELETE
}
