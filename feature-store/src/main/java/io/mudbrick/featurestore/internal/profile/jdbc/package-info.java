/** SQL of profiles. */
@NullMarked
package io.mudbrick.featurestore.internal.profile.jdbc;

import org.jspecify.annotations.NullMarked;
