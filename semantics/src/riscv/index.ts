/** 64-bit RISC-V: reading programs and running them, on numbers and on symbols. */
export { Control, Privilege } from "./control/fields.js";
export { CONTROL_ROWS, type ControlRow } from "./control/table.js";
export { ARGUMENTS, extended32, Register, SAVED, UNSAVED } from "./convention.js";
export { decode, decodeAt, type Instruction, isShort, NoInstruction } from "./decode.js";
export { disassemble } from "./disassemble.js";
export { ElfFault, type ElfFaultKind } from "./elf/fault.js";
export { loaded } from "./elf/load.js";
export type { ElfSymbol, Program, Section, Segment } from "./elf/program.js";
export { type ElfReading, readElf } from "./elf/read.js";
export { type Access, Cause, type Machine, type Memory } from "./machine.js";
export { NO_OPERANDS, type Operands, wordOf } from "./rows/pattern.js";
export type { Row } from "./rows/row.js";
export { ROWS } from "./rows/table.js";
export { Computer, type ComputerOptions, type Ran } from "./run/computer.js";
export { type Device, DeviceMemory } from "./run/device-memory.js";
export {
  type Arrived,
  type Beginning,
  type Contract,
  type Exploration,
  type Explored,
  type ExploreOptions,
  explore,
} from "./run/explore.js";
export { FlatMemory, type Region } from "./run/flat-memory.js";
export type { Hart } from "./run/hart.js";
export type { Jump } from "./run/jump.js";
export type { HartNumbers } from "./run/numbers.js";
export type { Place } from "./run/place.js";
export { type Surroundings, TermMemory } from "./run/term-memory.js";
