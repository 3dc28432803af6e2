/** How the kernel's memory and the specification's state belong together; and what histories find. */
export { callText, type Failure, failureIn, failureJson, hex, shrunk } from "./failure.js";
export { freshTwin, History, type Step as HistoryStep, take } from "./history.js";
export { FieldMemory } from "./memory.js";
export { addressOf, PLACES, type Place, slotsOf } from "./relation.js";
export type { Twin } from "./twin.js";
