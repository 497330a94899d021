/** Whole-system experiments: a simulation by seed, and real processes that are killed under load. */
package dev.gamecluster.e2e;
