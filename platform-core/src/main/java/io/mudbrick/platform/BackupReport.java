package io.mudbrick.platform;

import java.nio.file.Path;

/**
 * A finished backup.
 *
 * @param directory where it is; {@code backup.json} in it lists each file with its SHA-256
 * @param bytes of all files together
 */
public record BackupReport(Path directory, long files, long bytes) {}
