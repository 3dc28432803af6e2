export * as riscv from "./riscv/index.js";
export * from "./wasm/index.js";
