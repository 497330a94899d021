/**
 * What one run of the load generator measured, as plain records: the only thing that the generator hands to the reports. Times are in
 * microseconds unless the name says otherwise; lists are never null. No logic, no formatting, nothing of the generator itself.
 */
package dev.gamecluster.client.command.bench.result;
