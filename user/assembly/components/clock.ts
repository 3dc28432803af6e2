/** Takes turns with the watcher, so that it knows when one of its turns has ended. */
import { CLOCK } from "../../src/secret";
import { load32, store32 } from "../library/device";

export function main(): void {
  for (;;) {
    store32(CLOCK, load32(CLOCK) + 1);
    const other = load32(CLOCK + 4);
    while (load32(CLOCK + 4) == other) {}
  }
}
