/**
 * ZMTP 3.1, the wire protocol of ZeroMQ, with mechanism NULL: bytes in, bytes out. No sockets, no threads, no
 * clock, and nothing of GameCluster's own protocols: those who have thousands of connections in one thread bring their own.
 */
package dev.gamecluster.protocol.zmtp;
