/** Fields of control registers, from their lowest bit (Privileged 20211203, chapters 3 and 4). */

export interface BitField {
  readonly at: number;
  readonly bits: number;
}

const field = (at: number, bits = 1): BitField => ({ at, bits });

/** mstatus and its view sstatus (3.1.6). Floating point and vectors are off for good. */
export const Status = {
  SIE: field(1),
  MIE: field(3),
  SPIE: field(5),
  MPIE: field(7),
  SPP: field(8),
  MPP: field(11, 2),
  MPRV: field(17),
  SUM: field(18),
  MXR: field(19),
  TVM: field(20),
  TW: field(21),
  TSR: field(22),
  UXL: field(32, 2),
  SXL: field(34, 2),
} as const;

/** The bits of a field, where they are. */
export function maskOf({ at, bits }: BitField): bigint {
  return ((1n << BigInt(bits)) - 1n) << BigInt(at);
}

export function masksOf(...fields: readonly BitField[]): bigint {
  return fields.reduce((mask, field) => mask | maskOf(field), 0n);
}

/** Who runs, by its number (1.2). */
export const Privilege = { User: 0, Supervisor: 1, Machine: 3 } as const;
export type Privilege = (typeof Privilege)[keyof typeof Privilege];

/** Numbers of control registers that instructions and traps use themselves. */
export const Control = {
  sstatus: 0x100,
  sie: 0x104,
  stvec: 0x105,
  scounteren: 0x106,
  sepc: 0x141,
  scause: 0x142,
  stval: 0x143,
  sip: 0x144,
  satp: 0x180,
  mstatus: 0x300,
  medeleg: 0x302,
  mideleg: 0x303,
  mie: 0x304,
  mtvec: 0x305,
  mcounteren: 0x306,
  mepc: 0x341,
  mcause: 0x342,
  mtval: 0x343,
  mip: 0x344,
  mcycle: 0xb00,
  minstret: 0xb02,
  cycle: 0xc00,
  time: 0xc01,
  instret: 0xc02,
  hpmcounter31: 0xc1f,
} as const;

/** Where an address of 64 bits, or a number of 12, is among privileges (2.1). */
export const privilegeOf = (number: number): number => (number >>> 8) & 3;
export const isReadOnly = (number: number): boolean => number >>> 10 === 3;
