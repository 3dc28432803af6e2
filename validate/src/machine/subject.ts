/** A program of ours that is made from a module of ours. */
import type { Layout } from "../layout.js";

export interface Subject {
  /** As its functions' symbols begin. */
  readonly name: string;
  readonly module: Uint8Array;
  readonly program: Uint8Array;
  /** As wasm2c's own run time keeps memory and globals, where not said. */
  readonly layout?: Layout;
}
