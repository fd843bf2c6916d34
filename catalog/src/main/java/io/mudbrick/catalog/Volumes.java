package io.mudbrick.catalog;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Volumes: {@code /api/2.1/unity-catalog/volumes}. Get one from {@link Catalog#volumes()}. Their
 * files are reached through {@link io.mudbrick.platform.files.FilesApi}, below {@link
 * VolumeInfo#path()}: reading one needs READ VOLUME, writing one WRITE VOLUME.
 *
 * <pre>{@code
 * VolumeInfo raw = catalog.volumes().create("telco.churn.raw");
 * platform.module(FilesApi.class).upload(raw.path() + "/2024.csv", stream, true);
 * }</pre>
 */
public interface Volumes {
  /**
   * Makes a managed volume, owned by the caller, who needs CREATE VOLUME and the USE privileges.
   */
  default VolumeInfo create(String fullName) {
    return create(fullName, null);
  }

  /** As {@link #create(String)}. */
  VolumeInfo create(String fullName, @Nullable String comment);

  /**
   * Makes a volume of a directory that is there already. As there are no external locations here,
   * it takes an admin of the metastore to say that a directory of this machine may be shown.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when there is no
   *     such directory, it overlaps the platform's own or that of another volume
   */
  VolumeInfo createExternal(String fullName, Path directory, @Nullable String comment);

  /** What is known about a volume that the caller may see. */
  VolumeInfo get(String fullName);

  /** The volumes of a schema that the caller may see, by name. */
  List<VolumeInfo> list(String schema);

  /** The owner may change everything but the files' place, MANAGE the same. */
  VolumeInfo update(String fullName, SecurableUpdate update);

  /** Deletes a volume, and the files of a managed one; it needs ownership or MANAGE. */
  void delete(String fullName);
}
