/** What a step found, as data; renderers turn it into Markdown, annotations, JSON and messages. */
@NullMarked
package dev.lockgate.core.report;

import org.jspecify.annotations.NullMarked;
