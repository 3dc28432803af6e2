/** As a module of theorems, those that take for ever. */
export { endless as theorems } from "./sample-theorems.js";
