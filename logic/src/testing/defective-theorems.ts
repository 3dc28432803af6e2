/** A module of theorems whose prover fails. */
export { defective as theorems } from "./sample-theorems.js";
