/** The kernel on RISC-V: compiled from its WebAssembly by way of C, and run under QEMU. */
export {
  buildComponent,
  type ComponentImage,
  type ComponentSource,
  IMAGE_ADDRESS,
} from "./component.js";
export type { Optimization } from "./toolchain.js";
export { COMPILER, EMULATOR, missing } from "./tools.js";
