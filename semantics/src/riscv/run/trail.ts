/** Through which calls and rounds of loops a path has come: what says which paths may meet. */
import { bigintOf, isLiteral, type Term } from "@ashlar/logic";
import { Register } from "../convention.js";
import type { Instruction } from "../decode.js";

export interface Trail {
  /** Where the calls that it is in return to. */
  readonly calls: readonly bigint[];
  /** How often it went back to an address, for those at which it may be within a loop. */
  readonly backTo: ReadonlyMap<bigint, number>;
  /** The most of these. */
  readonly rounds: number;
}

export const START: Trail = { calls: [], backTo: new Map(), rounds: 0 };

/** The trail behind an instruction that led from one address to another. */
export function followed(trail: Trail, instruction: Instruction, from: bigint, to: bigint): Trail {
  const { row, operands, bytes } = instruction;
  const isJump = row.name === "jal" || row.name === "jalr";
  if (isJump && operands.rd === Register.ra)
    return { ...trail, calls: [...trail.calls, from + BigInt(bytes)] };
  if (row.name === "jalr" && operands.rd === 0 && trail.calls.at(-1) === to)
    return { ...trail, calls: trail.calls.slice(0, -1) };
  return to <= from ? wentBack(trail, to) : trail;
}

/** The trail behind a call that was made and has come back to an address. */
export function returned(trail: Trail, to: Term): Trail {
  const isInnermost = isLiteral(to) && trail.calls.at(-1) === bigintOf(to);
  return isInnermost ? { ...trail, calls: trail.calls.slice(0, -1) } : trail;
}

/** Loops that begin behind the address are within this one, and begin anew. */
function wentBack({ calls, backTo }: Trail, to: bigint): Trail {
  const outer = [...backTo].filter(([head]) => head <= to);
  const rounds = (backTo.get(to) ?? 0) + 1;
  return { calls, backTo: new Map([...outer, [to, rounds]]), rounds };
}

export function isSamePlace(one: Trail, other: Trail): boolean {
  return (
    one.calls.length === other.calls.length &&
    one.calls.every((call, at) => call === other.calls[at])
  );
}

/** Who goes first: the path within more calls. */
export function compareTrails(one: Trail, other: Trail): number {
  return other.calls.length - one.calls.length;
}

export function joinedTrails(one: Trail, other: Trail): Trail {
  const backTo = new Map(one.backTo);
  for (const [head, rounds] of other.backTo)
    backTo.set(head, Math.max(rounds, backTo.get(head) ?? 0));
  return { calls: one.calls, backTo, rounds: Math.max(one.rounds, other.rounds) };
}
