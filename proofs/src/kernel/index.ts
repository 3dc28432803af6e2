/** How the kernel's memory and the specification's state belong together. */
export { addressOf, PLACES, type Place, slotsOf } from "./relation.js";
