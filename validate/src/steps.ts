/**
 * Instructions beyond user mode that an import may be: which ones the machine has, and with which
 * values. All others stay what they are in user mode, faults.
 */
import { add, constant, type Term, zeroExtend } from "@ashlar/logic";
import type { Layout, Step } from "./layout.js";

/** `csrw` of any control register: csrrw with x0 as what it reads into. */
const CONTROL_WRITE = 0x1073;
const [CONTROL_SHIFT, SOURCE_SHIFT, REGISTER_MASK] = [20, 15, 31];
/** `sfence.vma x0, x0`. */
const FENCE_OF_ALL = 0x12000073;

/** By which both sides know that they mean the same. */
export const nameOf = (step: Step): string =>
  step.kind === "fence" ? "sfence.vma" : `csrw 0x${step.register.toString(16)}`;

/** With which values WebAssembly's side wants it, given its import's parameters. */
export function valuesOf(step: Step, parameters: readonly Term[]): Term[] {
  if (step.kind === "fence") return [];
  return [add(constant(64, step.plus), zeroExtend(parameters[step.parameter]!, 64))];
}

/** Such an instruction of the machine's, and where its values are. */
export interface StepTaken {
  readonly name: string;
  readonly registers: readonly number[];
}

/** Which step of an import an instruction is; undefined where none of a layout's does it. */
export function stepTaken({ inline = [] }: Layout, word: number): StepTaken | undefined {
  for (const step of inline.flatMap(({ steps }) => steps)) {
    const source = (word >>> SOURCE_SHIFT) & REGISTER_MASK;
    if (encodingOf(step, source) === word >>> 0)
      return { name: nameOf(step), registers: step.kind === "fence" ? [] : [source] };
  }
  return undefined;
}

function encodingOf(step: Step, source: number): number {
  if (step.kind === "fence") return FENCE_OF_ALL;
  return ((step.register << CONTROL_SHIFT) | (source << SOURCE_SHIFT) | CONTROL_WRITE) >>> 0;
}
