/**
 * What each operator does to numbers: the one definition that evaluation (`evaluate.ts`) uses and
 * that everything faster or symbolic is tested against.
 *
 * Values are unsigned and below 2^width. Division and remainder by zero are as in SMT-LIB's
 * QF_BV: all ones, and the dividend. A shift by the width or more leaves zeros, or copies of the
 * sign; a rotation counts modulo the width.
 */
import { Kind } from "./kind.js";

/** The value as a two's complement number. */
export function signed(width: number, value: bigint): bigint {
  return BigInt.asIntN(width, value);
}

export function ones(width: number): bigint {
  return (1n << BigInt(width)) - 1n;
}

type Binary = (x: bigint, y: bigint, width: number) => bigint;

const truth = (condition: boolean) => (condition ? 1n : 0n);

function shiftLeft(x: bigint, y: bigint, width: number): bigint {
  return y >= BigInt(width) ? 0n : BigInt.asUintN(width, x << y);
}

function shiftRightSigned(x: bigint, y: bigint, width: number): bigint {
  const distance = y >= BigInt(width) ? BigInt(width) : y;
  return BigInt.asUintN(width, signed(width, x) >> distance);
}

function rotateLeft(x: bigint, y: bigint, width: number): bigint {
  const distance = y % BigInt(width);
  return BigInt.asUintN(width, (x << distance) | (x >> (BigInt(width) - distance)));
}

const BINARY = new Map<Kind, Binary>([
  [Kind.And, (x, y) => x & y],
  [Kind.Or, (x, y) => x | y],
  [Kind.Xor, (x, y) => x ^ y],
  [Kind.Add, (x, y, width) => BigInt.asUintN(width, x + y)],
  [Kind.Multiply, (x, y, width) => BigInt.asUintN(width, x * y)],
  [Kind.DivideUnsigned, (x, y, width) => (y === 0n ? ones(width) : x / y)],
  [Kind.RemainderUnsigned, (x, y) => (y === 0n ? x : x % y)],
  [Kind.ShiftLeft, shiftLeft],
  [Kind.ShiftRight, (x, y, width) => (y >= BigInt(width) ? 0n : x >> y)],
  [Kind.ShiftRightSigned, shiftRightSigned],
  [Kind.RotateLeft, rotateLeft],
  [Kind.Equal, (x, y) => truth(x === y)],
  [Kind.LessUnsigned, (x, y) => truth(x < y)],
  [Kind.LessSigned, (x, y, width) => truth(signed(width, x) < signed(width, y))],
]);

/** What a binary operator makes of two values of the same width; comparisons give 0 or 1. */
export function binaryMeaning(kind: Kind, width: number, x: bigint, y: bigint): bigint {
  return BINARY.get(kind)!(x, y, width);
}

/** The bits of `x` complemented. */
export function notMeaning(width: number, x: bigint): bigint {
  return x ^ ones(width);
}

/** `width` bits of `x` from `low` upwards. */
export function extractMeaning(x: bigint, low: number, width: number): bigint {
  return BigInt.asUintN(width, x >> BigInt(low));
}

/** `high` above `low`, which has `lowWidth` bits. */
export function concatMeaning(high: bigint, low: bigint, lowWidth: number): bigint {
  return (high << BigInt(lowWidth)) | low;
}

/** `x` of width `from`, with copies of its highest bit up to width `to`. */
export function signExtendMeaning(x: bigint, from: number, to: number): bigint {
  return BigInt.asUintN(to, signed(from, x));
}
