package dev.goldthread.api.adapter.cloudevents;

import dev.goldthread.api.adapter.Member;

/**
 * What the ledger takes from a CloudEvent; its other attributes stay in the raw body.
 *
 * @param source URI reference
 * @param data missing where there is none or it is not JSON
 */
record CloudEvent(String id, String source, String type, Member data) {}
