/**
 * The control page: the first 4096 bytes of the vault, shared by server and keeper.
 *
 * Each word has one writer; readers use the words only through this file. All stream positions
 * are 64-bit sector numbers that only grow. The page survives the death of either process, so it
 * is also what a restarted one, `ashlar status` and `ashlar recover` start from.
 *
 *     byte  word            writer   meaning
 *        0  magic           creator  "ASHVAULT"
 *        8  version         creator  1
 *       16  stream          creator  random identity that vault, journal and records share
 *       24  ringSectors     creator
 *       32  grainSectors    creator  1 or 8
 *       40  diskBytes       creator
 *       48  incarnation     creator  grows at each recovery from the journal
 *       56  boot            creator  which boot made this vault (64 bits of the kernel's boot_id)
 *       64  head            server   end of the last complete record
 *       72  acknowledged    server   clients may know of everything before it
 *       80  sequence        server   records appended
 *      128  journaled       keeper   the journal holds everything before it, synced
 *      192  released        keeper   the disk holds everything before it, synced
 *      256  power           keeper   Power.*
 *      264  powerSince_ns   keeper   CLOCK_MONOTONIC of the change
 *      272  journalErrno    keeper   0, or why the journal cannot be written now
 *      280  journalErrors   keeper   count
 *      288  homeErrno       keeper   0, or why the disk cannot be written now
 *      296  homeErrors      keeper   count
 *      320  doorbell (u32)  server   futex: rung when the keeper sleeps and has to know
 *      324  asleep (u32)    keeper   whether the journal thread sleeps on the doorbell: Asleep.*
 *      328  homeBell (u32)  keeper   futex: rung when there is something for the home thread
 *      336  hungry          server   1: wake the server (through its FIFO) when a watermark moves
 *      344  (unused)
 *      352  budgetBytes     keeper   what acknowledged - journaled may come to, in bytes
 *      360  homeReaders     server   threads that read from the disk
 *      368  readsStarted    server   reads from the disk, counted by all of those threads
 *      376  readsEnded      server
 *      384  serverPid       server
 *      392  keeperPid       keeper
 *      400  keeperBeat_ns   keeper   CLOCK_MONOTONIC of its last sign of life
 *      408  paceLimit       keeper   the server fills the ring no further for now; 0: as far as it goes
 *      448… counters        keeper   see Word
 */
export const CONTROL_BYTES = 4096;
export const CONTROL_MAGIC = 0x544c554156485341n; // "ASHVAULT", little-endian
export const CONTROL_VERSION = 1n;

/** Byte offsets of the 64-bit words. */
export const Word = {
  magic: 0,
  version: 8,
  stream: 16,
  ringSectors: 24,
  grainSectors: 32,
  diskBytes: 40,
  incarnation: 48,
  boot: 56,
  head: 64,
  acknowledged: 72,
  sequence: 80,
  journaled: 128,
  released: 192,
  power: 256,
  powerSince_ns: 264,
  journalErrno: 272,
  journalErrors: 280,
  homeErrno: 288,
  homeErrors: 296,
  hungry: 336,
  budgetBytes: 352,
  homeReaders: 360,
  readsStarted: 368,
  readsEnded: 376,
  serverPid: 384,
  keeperPid: 392,
  keeperBeat_ns: 400,
  paceLimit: 408,
  journalBytes: 448,
  journalSyncs: 456,
  journalSyncWorst_ns: 464,
  homeBytes: 472,
  homeWrites: 480,
  homeSyncs: 488,
  epochs: 496,
  flushes: 504,
  flushLast_ns: 512,
  flushWorst_ns: 520,
  flushLastBytes: 528,
} as const;

/** Reads from the disk are cut to this, so that one in flight is a bounded delay for the keeper. */
export const READ_SLICE_BYTES = 256 * 1024;

/** Byte offsets of the 32-bit futex words. */
export const Bell = { doorbell: 320, asleep: 324, homeBell: 328 } as const;

/** `awake`: it looks by itself. `idle`: it wants to know of anything appended. `gathering`: it lets
 * appends gather for one sync, and wants to know when half of the budget is used up or clients
 * have to wait. */
export const Asleep = { awake: 0, idle: 1, gathering: 2 } as const;

/** `failing`: nothing new is acknowledged before the journal has it; `flushed`: the journal
 * holds everything, the power may go; `normal` again when the power is back. */
export const Power = { normal: 0n, failing: 1n, flushed: 2n } as const;

export type WordName = keyof typeof Word;

/** Typed, atomic access to a control page that lies at `offset` in `buffer`. */
export class Control {
  readonly #words: BigInt64Array;
  readonly #bells: Int32Array;

  constructor(buffer: ArrayBufferLike, offset: number) {
    this.#words = new BigInt64Array(buffer, offset, CONTROL_BYTES / 8);
    this.#bells = new Int32Array(buffer, offset, CONTROL_BYTES / 4);
  }

  get(word: WordName): bigint {
    return Atomics.load(this.#words, Word[word] / 8);
  }

  set(word: WordName, value: bigint): void {
    Atomics.store(this.#words, Word[word] / 8, value);
  }

  /** Sets the word if it is `expected`, in one step: for words that two threads set. */
  exchange(word: WordName, expected: bigint, value: bigint): void {
    Atomics.compareExchange(this.#words, Word[word] / 8, expected, value);
  }

  /** Adds to a counter of which the caller is the only writer. */
  add(word: WordName, value: bigint): void {
    Atomics.add(this.#words, Word[word] / 8, value);
  }

  bell(bell: keyof typeof Bell): number {
    return Atomics.load(this.#bells, Bell[bell] / 4);
  }

  setBell(bell: keyof typeof Bell, value: number): void {
    Atomics.store(this.#bells, Bell[bell] / 4, value);
  }

  /** Changes a futex word, so that a sleeper who read the old value does not sleep. */
  ring(bell: "doorbell" | "homeBell"): void {
    Atomics.add(this.#bells, Bell[bell] / 4, 1);
  }
}
