@NullMarked
package dev.lockgate.cli;

import org.jspecify.annotations.NullMarked;
