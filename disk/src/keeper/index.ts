/** The keeper: journal thread, home thread, power inputs, hold-up budget, recovery. */
export { Bells } from "./bells.js";
export {
  type Budget,
  type BudgetInputs,
  type BudgetTerm,
  computeBudget,
  DETECTION_MS,
  type PowerInput,
} from "./budget.js";
export { HomePolicy } from "./home-policy.js";
export { type HomeTurn, HomeTurns } from "./home-turns.js";
export { HomeWriter } from "./home-writer.js";
export type { Host, HostClock } from "./host.js";
export { type Inspection, inspect } from "./inspect.js";
export { JournalWriter, type StepOutcome } from "./journal-writer.js";
export { Keeper, type KeeperEnd } from "./keeper.js";
export type { JournalStorage } from "./open-journals.js";
export { journalSpec, type KeeperOptions, RING_BYTES_DEFAULT } from "./options.js";
export { Pace } from "./pace.js";
export { type Prepared, prepare } from "./prepare.js";
export {
  askControl,
  askKeeper,
  type KeeperRequest,
  type KeeperStatus,
  REQUESTS,
} from "./protocol/index.js";
export {
  type RecoverOptions,
  type RecoverProgress,
  type RecoverReport,
  recover,
} from "./recover.js";
export { runKeeper } from "./run.js";
export { Shared } from "./shared.js";
export { type KeeperHandle, type SpawnOptions, spawnKeeper } from "./spawn/index.js";
