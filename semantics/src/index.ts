export * from "./wasm/index.js";
