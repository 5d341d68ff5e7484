/** The repository's policy file: found, read from the base branch on a pull request, checked. */
@NullMarked
package dev.lockgate.runner.policy;

import org.jspecify.annotations.NullMarked;
