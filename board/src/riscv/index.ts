/** The kernel on RISC-V: compiled from its WebAssembly by way of C, and run under QEMU. */
export {
  buildKernel,
  type KernelImage,
  type KernelOptions,
  kernelModule,
  MEMORY_MIB,
} from "./build.js";
export { runWell } from "./command.js";
export {
  buildAssembly,
  buildComponent,
  type ComponentImage,
  type ComponentSource,
  IMAGE_ADDRESS,
} from "./component.js";
export { compilerIdentity } from "./identity.js";
export { type IpcFigures, measureIpc } from "./ipc.js";
export { kept } from "./kept.js";
export {
  CALLS_BYTES,
  DEVICE_BASE,
  DEVICES,
  type FirstProgram,
  imageFirstOf,
  LINEAR_MEMORY,
  pagesOf,
  RAM_BASE,
  STACK_BYTES,
} from "./machine.js";
export { type Run, type RunEnd, type RunOptions, runImage } from "./qemu.js";
export { measureLinux, type Rival } from "./rival.js";
export {
  BOARD_FOLDER,
  type Compiler,
  compile,
  compileModule,
  flatBinary,
  link,
  type Optimization,
  type WrittenC,
  wasm2c,
  withFolder,
} from "./toolchain.js";
export { CLANG, COMPILER, EMULATOR, missing, requirePrograms } from "./tools.js";
export type { DataSegment } from "./translation.js";
