/** What the laboratory does to a target. */

/** Who did it: unique within a run. */
export interface OperationName {
  cycle: number;
  worker: number;
  /** Counts the worker's operations within the cycle, flushes too. */
  number: number;
}

export interface Write extends OperationName {
  kind: "write";
  /** First sector. */
  sector: number;
  /** How many. */
  sectors: number;
  /** To be durable when acknowledged (forced unit access). */
  fua: boolean;
  /** Of the payload. */
  seed: number;
  /** Since the cycle's start. */
  issued_us: number;
}

/** Everything acknowledged before it is to be durable when it is acknowledged itself. */
export interface Flush extends OperationName {
  kind: "flush";
  issued_us: number;
}

export type Operation = Write | Flush;

/** A name for people: `cycle 3, worker 1, operation 77`. */
export function nameOf({ cycle, worker, number }: OperationName): string {
  return `cycle ${cycle}, worker ${worker}, operation ${number}`;
}

/** Whether a write covers a sector. */
export function covers(write: Write, sector: number): boolean {
  return sector >= write.sector && sector < write.sector + write.sectors;
}
