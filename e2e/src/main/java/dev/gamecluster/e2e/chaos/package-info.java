/**
 * Faults on real processes under write load: what is lost, what is doubled, and how long clients wait. Measures and proves; the rules of
 * the game are elsewhere.
 */
package dev.gamecluster.e2e.chaos;
