/** Whether SQL that was written does what it was written for. */
@NullMarked
package dev.lockgate.core.proof;

import org.jspecify.annotations.NullMarked;
