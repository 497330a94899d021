package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.Outcome;

/**
 * A record that was applied to this node's state.
 *
 * @param replacedSession the session that a login ended, or 0
 */
record Applied(long seq, LogRecord record, Outcome outcome, long replacedSession) {}
