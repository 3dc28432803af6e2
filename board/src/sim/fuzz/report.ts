/** A run of bad calls as text. */
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { callText, type Failure, hex } from "@ashlar/proofs/kernel";
import type { Step } from "./draw.js";

/** A step as one line. */
export function stepText(step: Step): string {
  switch (step.do) {
    case "call":
      return callText(`${nameOfCall(Number(step.number))} ${hex(step.number)}`, step.registers);
    case "timer":
      return "timer";
    case "interrupt":
      return `interrupt ${step.source}`;
    case "fault":
      return `exception ${step.kind} at ${hex(step.address)}`;
    case "access":
      return `${step.access} at ${hex(step.address)}`;
  }
}

/** What went wrong, and the steps that show it. */
export const failureText = ({ seed, steps, message }: Failure<Step>) =>
  [
    `${message}, in the world of seed ${seed}, after`,
    ...steps.map((step) => `  ${stepText(step)}`),
  ].join("\n");
