/** Which replica of the operator acts: the Lease, and the label by which the Service finds that replica. */
package dev.gamecluster.operator.lead;
