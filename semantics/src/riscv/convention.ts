/** The calling convention for 64 bits without floats (RISC-V ELF psABI 1.0, lp64). */

const countedFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => first + at);

/** psABI 1.1: registers by their names; behind t0 and a0 lie others of their kind. */
export const Register = { ra: 1, sp: 2, gp: 3, tp: 4, t0: 5, s0: 8, a0: 10, a1: 11 } as const;
/** a0 to a7. */
export const ARGUMENTS: readonly number[] = countedFrom(Register.a0, 8);
/** sp and s0 to s11, which a function gives back as it found them; gp and tp, which never change. */
export const SAVED: readonly number[] = [2, 3, 4, 8, 9, ...countedFrom(18, 10)];
/** ra, t0 to t6 and a0 to a7, which a call may change. */
export const UNSAVED: readonly number[] = [
  Register.ra,
  ...countedFrom(Register.t0, 3),
  ...ARGUMENTS,
  ...countedFrom(28, 4),
];

/** psABI 2.1: what a register holds for a value of 32 bits, signed or not: its sign goes on. */
export const extended32 = (value: bigint): bigint => BigInt.asUintN(64, BigInt.asIntN(32, value));
