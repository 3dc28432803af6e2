/** Faults in messages where somebody waits, or where something is unusual. */
import type { Mutant } from "@ashlar/rapilog/mutants";
import { fault } from "./fault.js";

const callsAnyhow = (what: string, original: string, planted: string): Mutant =>
  fault(`where something is unusual, ${what}`, "endpoint.ts", original, planted);

export const MESSAGES: readonly Mutant[] = [
  callsAnyhow(
    "who calls does not wait for the reply",
    "  deliver(server, found, slots);\n  waitForReply(caller, server);\n",
    "  deliver(server, found, slots);\n",
  ),
  callsAnyhow(
    "who is called does not run",
    "  deliver(server, found, slots);\n  waitForReply(caller, server);\n  handOver(server);\n",
    "  deliver(server, found, slots);\n  waitForReply(caller, server);\n",
  ),
  callsAnyhow(
    "what the reply brings goes nowhere",
    "  accept(caller, slots);\n  const server",
    "  const server",
  ),
  callsAnyhow("who calls tells itself", "say(server == 0 ? caller : server", "say(caller"),
  callsAnyhow("a call has no badge", "badgeOf(found), slots, true)", "0, slots, true)"),
  callsAnyhow(
    "a call that waits is only sent",
    "badgeOf(found), slots, true)",
    "badgeOf(found), slots, false)",
  ),
  callsAnyhow(
    "who sends waits for a reply",
    "badgeOf(found), slots, false)",
    "badgeOf(found), slots, true)",
  ),
  fault(
    "a capability does not go with a call",
    "endpoint.ts",
    "WRITE) && grantIn(slots) == 0) {",
    "WRITE)) {",
  ),
  fault(
    "who is called runs with its caller",
    "endpoint.ts",
    "      waitForReply(caller, server);\n      handOver(server);\n",
    "      waitForReply(caller, server);\n",
  ),
  fault("who is called waits in the queue still", "endpoint.ts", "      end(queue, server);\n", ""),
  fault("who was heard sends again", "endpoint.ts", "  remove(objectAt(endpoint), sender);\n", ""),
  fault(
    "who hears a sender is told nothing",
    "endpoint.ts",
    "  deliverHeld(current(), sender);\n",
    "",
  ),
  fault("all who send have called", "endpoint.ts", "THREAD_IS_CALL) == 1", "THREAD_IS_CALL) <= 1"),
  fault("who was heard is not told so", "endpoint.ts", "    answer(sender, DONE);\n", ""),
  fault("who was heard does not go on", "endpoint.ts", "    wake(sender);\n", ""),
  fault(
    "who waits at an endpoint is in no queue",
    "endpoint.ts",
    "  append(objectAt(endpoint), endpoint, current());\n",
    "",
  ),
  fault("who waits at an endpoint is ready", "endpoint.ts", "  setState(current(), what);\n", ""),
  fault(
    "who waits at an endpoint runs",
    "endpoint.ts",
    "  setState(current(), what);\n  schedule();\n",
    "  setState(current(), what);\n",
  ),
];
