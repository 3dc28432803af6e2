/** Any disk whatever: all that it is made of are variables. */
import { arrayOf, BOOLEAN, bitVector, type Sort, variable } from "@ashlar/logic";
import type { Disk, Superblock } from "@ashlar/spec";

/** Names have one sort in all of a thread, and theorems about the core have some of these too. */
export const any = (name: string, sort: Sort = bitVector(64)) => variable(`disk's ${name}`, sort);
export const anyTruth = (name: string) => any(name, BOOLEAN);
export const anyTable = (name: string) => any(name, arrayOf(64, 64));

export const anySuperblock = (name: string): Superblock => ({
  released: any(`${name}.released`),
  floor: any(`${name}.floor`),
  life: any(`${name}.life`),
  clean: anyTruth(`${name}.clean`),
});

const positions = ["released", "journaled", "acknowledged", "head", "intactFrom"] as const;

export function anyDisk(): Disk {
  const [released, journaled, acknowledged, head, intactFrom] = positions.map((name) => any(name));
  return {
    ringSectors: any("ringSectors"),
    stream: { records: any("records"), ends: anyTable("ends"), lives: anyTable("lives") },
    sector: {
      ...{ contents: anyTable("contents"), touched: anyTable("touched") },
      ...{ home: any("home"), isSettled: anyTruth("isSettled") },
    },
    journal: {
      ...{ superblock: anySuperblock("synced"), staged: anySuperblock("staged") },
      fence: any("fence"),
    },
    marks: {
      released: released!,
      journaled: journaled!,
      acknowledged: acknowledged!,
      head: head!,
      intactFrom: intactFrom!,
      budget: any("budget"),
      powerFails: anyTruth("powerFails"),
      journal: any("fault", bitVector(32)),
    },
    ...{ life: any("life"), journaledRecords: any("journaledRecords") },
    ...{ homeRecords: any("homeRecords"), releasedRecords: any("releasedRecords") },
    ...{ filled: any("filled"), told: any("told") },
    ...{ promised: any("promised"), energy: any("energy") },
  };
}
