package dev.lockgate.core.schema.plan;

import dev.lockgate.core.schema.ObjectId;

/**
 * An object that differs and for which the plan has no SQL; a person must look at it.
 *
 * @param why what is in the way
 */
public record Unwritten(ObjectId object, String why) {}
