/** How the kernel's memory and the specification's state belong together. */
export { FieldMemory } from "./memory.js";
export { addressOf, PLACES, type Place, slotsOf } from "./relation.js";
