/** A program of ours that is made from a module of ours. */
import type { Layout } from "../layout.js";

export interface Subject {
  /** Of the module, as its functions' symbols begin. */
  readonly name: string;
  readonly module: Uint8Array;
  readonly program: Uint8Array;
  readonly layout: Layout;
}
