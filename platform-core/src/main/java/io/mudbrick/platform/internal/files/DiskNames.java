package io.mudbrick.platform.internal.files;

/** How the name of a blob becomes the name of a file. */
enum DiskNames {
  /** In directories of ours: ASCII, whatever the blob is called. */
  ESCAPED {
    @Override
    String onDisk(String name) {
      return FileNames.escape(name);
    }

    @Override
    String ofBlob(String onDisk) {
      return FileNames.unescape(onDisk);
    }
  },
  /** In directories of others: as it is. */
  PLAIN {
    @Override
    String onDisk(String name) {
      return name;
    }

    @Override
    String ofBlob(String onDisk) {
      return onDisk;
    }
  };

  abstract String onDisk(String name);

  abstract String ofBlob(String onDisk);
}
