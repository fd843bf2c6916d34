/**
 * The services behind the module's doors, and what they both need: rows that come in and models
 * that go to the registry. Their rooms know nothing of them.
 */
@NullMarked
package io.mudbrick.automl.internal;

import org.jspecify.annotations.NullMarked;
