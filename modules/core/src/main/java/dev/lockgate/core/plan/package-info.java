/** Plan: what a deploy would run, bound by a digest, so that what was reviewed is what is run. */
@NullMarked
package dev.lockgate.core.plan;

import org.jspecify.annotations.NullMarked;
