/** The specification's invariants as code, for whoever checks them of a kernel's memory very often. */
export { Judge } from "./judge.js";
