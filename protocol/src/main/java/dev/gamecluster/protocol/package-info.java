/** What every part of the system agrees on: the bounds. Messages live in the sub-packages; no I/O, no threads here. */
package dev.gamecluster.protocol;
