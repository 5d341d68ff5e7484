/** Policy: what a repository asks of the steps, per environment, in a file that reviewers see. */
@NullMarked
package dev.lockgate.core.policy;

import org.jspecify.annotations.NullMarked;
