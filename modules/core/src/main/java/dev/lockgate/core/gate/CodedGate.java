package dev.lockgate.core.gate;

/**
 * A gate, and the code under which the runbook explains it when it is closed.
 *
 * @param code stable kebab-case name
 */
public record CodedGate(String code, Gate gate) {}
