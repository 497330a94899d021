package dev.gamecluster.client.command.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a command gave.
 *
 * @param lines for people
 * @param json the same for programs
 */
record Reply(boolean ok, List<String> lines, ObjectNode json) {}
