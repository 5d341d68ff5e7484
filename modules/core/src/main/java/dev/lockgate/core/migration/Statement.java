package dev.lockgate.core.migration;

/**
 * One SQL statement of a file.
 *
 * @param line where it begins, from 1
 * @param text as written, without the semicolon
 * @param words its keywords and names in capitals, single-spaced: comments, text constants and
 *     quoted names left out
 */
public record Statement(int line, String text, String words) {}
