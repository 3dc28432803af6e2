/** Gets a thread going again that waits for what never comes: it is told that that is cancelled. */
import { CALLER } from "../../src/bad-calls";
import { resume, suspend, yieldTurn } from "../library/thread";

export function main(): void {
  for (;;) {
    suspend(CALLER);
    resume(CALLER);
    yieldTurn();
  }
}
