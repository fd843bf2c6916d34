package io.mudbrick.tracking;

/**
 * Really deletes what was marked as deleted, rows and files: {@code tracking.garbage()}. As {@code
 * mlflow gc}, but for those who may: it needs CAN_MANAGE on the experiment. {@code POST
 * /api/2.0/mudbrick/tracking/gc}. Thread-safe.
 */
public interface Garbage {

  /**
   * What {@link #collect} would delete now.
   *
   * @throws io.mudbrick.platform.PlatformException as {@link #collect}
   */
  Collected find(GarbageQuery query);

  /**
   * Deletes for good. Before each a {@link io.mudbrick.platform.events.BeforeDelete} is published,
   * and what a listener refuses is kept.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when something
   *     that the query names is not deleted, or not for long enough; then nothing is touched
   */
  Collected collect(GarbageQuery query);
}
