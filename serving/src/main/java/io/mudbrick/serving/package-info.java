/**
 * Models that answer: {@link io.mudbrick.serving.Serving} deploys registered models behind named
 * endpoints, {@link io.mudbrick.serving.Scoring} scores whole tables. Both look features up and
 * score by the same code, so that online and batch answers agree bit for bit.
 */
@NullMarked
package io.mudbrick.serving;

import org.jspecify.annotations.NullMarked;
