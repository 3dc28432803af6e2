/** How the kernel's memory and the specification's state belong together; and failures made small. */
export { FieldMemory } from "./memory.js";
export { addressOf, PLACES, type Place, slotsOf } from "./relation.js";
export { shrunk } from "./shrink.js";
