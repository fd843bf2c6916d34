/** What is in the features of a table, version by version, and how it changed. */
@NullMarked
package io.mudbrick.featurestore.profile;

import org.jspecify.annotations.NullMarked;
