/**
 * What must hold of answers, whatever the specification says: each is one that there is; a call with
 * an argument beyond its range is refused; a refusal blames one of the call's arguments, if any; and
 * with that argument the call is refused again, whatever the others are.
 */
import { answerText, argumentsOf, blamedBy, resultOf } from "@ashlar/kernel/answers";
import * as numbers from "@ashlar/kernel/interface";
import { NO_SUCH_CALL_NAME, nameOfCall, type SystemCallName } from "@ashlar/kernel/system-calls";
import { mustBeRefused } from "./kinds.js";

export interface Call {
  readonly number: bigint;
  readonly registers: readonly bigint[];
}

interface Refused extends Call {
  /** The place of the argument that was to blame. */
  readonly blamed: number;
}

export const nameOf = ({ number }: Pick<Call, "number">) =>
  nameOfCall(number < 256n ? Number(number) : -1);

const FLAGS = [
  numbers.WITH_CAPABILITY_BIT,
  numbers.FROM_FAULT_BIT,
  numbers.FROM_NOTIFICATION_BIT,
].reduce((bits, bit) => bits | (1n << BigInt(bit)), 0n);
const BLAME = ((1n << BigInt(numbers.ARGUMENT_BITS)) - 1n) << BigInt(numbers.ARGUMENT_BIT);
const BADGE = 0xffff_ffffn << BigInt(numbers.BADGE_BIT);
const RESULT = (1n << BigInt(numbers.RESULT_BITS)) - 1n;

/** Refusals for which an argument is to blame. */
const BLAMING: ReadonlySet<number> = new Set([
  ...[numbers.NO_CAPABILITY, numbers.WRONG_TYPE, numbers.NO_RIGHT],
  ...[numbers.OUT_OF_RANGE, numbers.IN_USE],
]);
const DUTIFUL: ReadonlySet<string> = new Set(["receive", "nonblockingReceive"]);

const isRefusal = (word: bigint) =>
  ![numbers.DONE, numbers.AGAIN].some((result) => resultOf(word) === result);

/** Bits that an answer of its kind may have. */
const bitsFor = (result: number) =>
  RESULT | (result === numbers.DONE ? FLAGS | BADGE : BLAMING.has(result) ? BLAME : 0n);

/** Whether an answer is one that a call may have. */
function isAnswer(call: ReturnType<typeof nameOf>, word: bigint): boolean {
  if (call === NO_SUCH_CALL_NAME) return word === BigInt(numbers.NO_SUCH_CALL);
  const result = resultOf(word);
  const blamed = blamedBy(word);
  if (result > numbers.NOTHING || (word & ~bitsFor(result)) !== 0n) return false;
  if (blamed !== undefined) return blamed < argumentsOf(call).length;
  // Who must reply first is refused for no argument.
  return !BLAMING.has(result) || (result === numbers.IN_USE && DUTIFUL.has(call));
}

/** On which other arguments it depends what an argument means. All others mean something alone. */
const DEPENDENT: Partial<Record<SystemCallName, Readonly<Record<number, readonly number[]>>>> = {
  untypedRetype: { 1: [0], 3: [0, 2], 4: [0, 1, 2, 3] },
  untypedReclaim: { 1: [0] },
  cnodeCopy: { 1: [0], 3: [2] },
  cnodeMint: { 1: [0], 3: [2] },
  cnodeMove: { 1: [0], 3: [2] },
  indirectionCreate: { 1: [0] },
  tableMap: { 1: [0], 2: [1] },
  frameMap: { 2: [1], 3: [0] },
};

/** Arguments that make a call be refused, by the one that is to blame: the rest may be any. */
export function reasonFor({ number }: Pick<Call, "number">, blamed: number): readonly number[] {
  const name = nameOf({ number });
  return [blamed, ...(name === NO_SUCH_CALL_NAME ? [] : (DEPENDENT[name]?.[blamed] ?? []))];
}

/** Looks at one answer after the other. */
export class AnswerJudge {
  /** The last call, if an argument of it was to blame. */
  #refused: Refused | undefined;

  /** Something else has happened since the last call. */
  forget(): void {
    this.#refused = undefined;
  }

  /** What is wrong with an answer; undefined as an answer: none has come yet. */
  wrong(call: Call, word: bigint | undefined): string | undefined {
    const before = this.#refused;
    const name = nameOf(call);
    const isRefused = word !== undefined && isRefusal(word);
    const blamed = word === undefined ? undefined : blamedBy(word);
    this.#refused = blamed === undefined ? undefined : { ...call, blamed };
    if (!isRefused && mustBeRefused(call.number, call.registers))
      return `an argument is beyond its range, and the answer is ${word ?? "to wait"}`;
    if (word !== undefined && !isAnswer(name, word))
      return `there is no such answer: 0x${word.toString(16)}, ${answerText(name, word)}`;
    if (!isRefused && before !== undefined && isSameReason(before, call))
      return `refused for argument ${before.blamed + 1} before, and with the same not refused now`;
    return undefined;
  }
}

/** Whether a call must be refused because another one just was. */
function isSameReason({ number, registers, blamed }: Refused, call: Call): boolean {
  if (number !== call.number) return false;
  return reasonFor(call, blamed).every((at) => registers[at] === call.registers[at]);
}
