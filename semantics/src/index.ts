/** WebAssembly and RISC-V, run on numbers and on symbols. */
export { giveUp, Unfinished } from "./common/unfinished.js";
export * as riscv from "./riscv/index.js";
export * from "./wasm/index.js";
