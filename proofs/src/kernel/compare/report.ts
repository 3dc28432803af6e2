/** What was found, as text. */
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { callText, type Failure } from "../failure.js";
import type { Step } from "../history.js";

/** Only a fault and an interrupt are passed something, besides calls. */
const stepText = ({ call, registers }: Step) =>
  callText(typeof call === "number" ? nameOfCall(call) : call, registers);

/** What went wrong, and the steps that show it. */
export const failureText = ({ seed, steps, message }: Failure<Step>) =>
  [
    `${message}, in the history of seed ${seed}, after`,
    ...steps.map((step) => `  ${stepText(step)}`),
  ].join("\n");
