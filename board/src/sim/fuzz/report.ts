/** A run of bad calls as text. */
import { nameOfCall } from "@ashlar/kernel/system-calls";
import type { Step } from "./draw.js";
import type { Failure } from "./fuzz.js";

const hex = (value: bigint) => (value < 10n ? String(value) : `0x${value.toString(16)}`);

/** A step as one line. */
export function stepText(step: Step): string {
  switch (step.do) {
    case "call":
      return `${nameOfCall(Number(step.number))} ${hex(step.number)}(${step.registers.map(hex).join(", ")})`;
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
export const failureText = ({ seed, steps, message }: Failure) =>
  [
    `${message}, in the world of seed ${seed}, after`,
    ...steps.map((step) => `  ${stepText(step)}`),
  ].join("\n");

const BIG = /^-?\d+n$/;

/** A failure as JSON: numbers of 64 bits are strings that end with n. */
export const failureJson = (failure: Failure): string =>
  JSON.stringify(failure, (_, value) => (typeof value === "bigint" ? `${value}n` : value), 1);

/** The same back; undefined: that is none. */
export function failureIn(text: string): Failure | undefined {
  const revive = (_: string, value: unknown) =>
    typeof value === "string" && BIG.test(value) ? BigInt(value.slice(0, -1)) : value;
  const failure = JSON.parse(text, revive) as Partial<Failure> | null;
  const isOne = typeof failure?.seed === "number" && Array.isArray(failure.steps);
  return isOne ? (failure as Failure) : undefined;
}
