/**
 * The start-up archive: classes of the Java runtime and of our libraries, parsed and linked in the
 * build and mapped into memory when a step starts.
 *
 * <p>It never runs stale code: it is made anew for every change of a jar, the runtime or the flags
 * (the key is their digest); an image whose jars differ from it is refused by {@link
 * dev.lockgate.image.startup.Gate}; and Java, which compares the size of every jar, then starts
 * without it. A missing archive only costs time.
 */
@NullMarked
package dev.lockgate.image.startup;

import org.jspecify.annotations.NullMarked;
