/** What the manifest says to a component: words in its text, which nobody can change. */
import { ARGUMENTS } from "../../src/places";

export function argument(index: u32): u64 {
  return load<u64>(ARGUMENTS + (index << 3));
}
