/**
 * The GitHub Actions contract: inputs, outputs, summary, annotations, masks, exit codes, signals.
 */
@NullMarked
package dev.lockgate.runner;

import org.jspecify.annotations.NullMarked;
