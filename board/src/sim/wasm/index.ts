/** WebAssembly modules as programs of the simulated machine. */
export { type Prepared, prepared, type Segment } from "./prepare.js";
export { codeEndOf, type Imported, type Imports, type Start, wasmProgram } from "./program.js";
