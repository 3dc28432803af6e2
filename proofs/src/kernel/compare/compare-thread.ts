/** A thread that makes histories, lot after lot, until there are no more. */
import { parentPort } from "node:worker_threads";
import { search } from "../search.js";

/** So many steps of histories by a seed. */
export interface Lot {
  readonly seed: number;
  readonly steps: number;
}

parentPort?.on("message", (lot: Lot | undefined) => {
  if (lot === undefined) parentPort?.close();
  else parentPort?.postMessage(search(lot.seed, lot.steps));
});
