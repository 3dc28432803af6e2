/** From what is claimed to what is proved: for rooms that state theorems of their own. */
export { exhibitOf } from "./exhibit.js";
export { type Obligation, proveStatement, type Statement, same } from "./statement.js";
