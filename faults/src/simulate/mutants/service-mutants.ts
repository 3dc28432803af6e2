/** Faults in the service: in what the compiler made of `disk/src`. */
import type { Mutant } from "@ashlar/rapilog/mutants";

const JOURNAL_WRITER = "keeper/journal-writer.js";
const HOME_WRITER = "keeper/home-writer.js";
const LOG_DISK = "server/log-disk.js";
const PREPARE = "keeper/prepare.js";
const JOURNAL = "journal/journal.js";

export const SERVICE_MUTANTS: readonly Mutant[] = [
  {
    fault: "the journal's sync is dropped",
    file: JOURNAL_WRITER,
    original: "this.#journal.backing.sync();",
    planted: "",
  },
  {
    fault: "the emergency flush does not sync",
    file: JOURNAL_WRITER,
    original: "this.#journal.backing.sync();",
    planted: "if (!this.#emergency()) this.#journal.backing.sync();",
  },
  {
    fault: "what is written counts as journaled before it is synced",
    file: JOURNAL_WRITER,
    original: "this.#writeRing(this.#journal, from, to);",
    planted: '{ this.#writeRing(this.#journal, from, to); control.set("journaled", to); }',
  },
  {
    fault: "after an error the retry only syncs again",
    file: JOURNAL_WRITER,
    original: "this.#writeRing(this.#journal, from, to);",
    planted:
      "{ const done = this.written ?? from; if (to > done) this.#writeRing(this.#journal, done > from ? done : from, to); this.written = to; }",
  },
  {
    fault: "an early release: ring space is free as soon as home is synced, without a superblock",
    file: "keeper/home-turns.js",
    original: "this.#wanted = end;",
    planted: 'this.#wanted = end; this.#parts.control.set("released", end);',
  },
  {
    fault: "an emergency flush begins with everything, not with what was acknowledged",
    file: JOURNAL_WRITER,
    original: 'acknowledged > from ? acknowledged : control.get("head")',
    planted: 'control.get("head")',
  },
  {
    fault: "home may go into the middle of a record",
    file: JOURNAL_WRITER,
    original: 'this.#ends.upTo(control.get("journaled"))',
    planted: 'control.get("journaled")',
  },
  {
    fault: "a journal write runs over the ring's end",
    file: JOURNAL_WRITER,
    original: "Math.min(Number(to - position), geometry.ringSectors - at)",
    planted: "Number(to - position)",
  },
  {
    fault: "the spare takes over without being written",
    file: JOURNAL_WRITER,
    original: "this.#writeRing(spare, released, head);",
    planted: "",
  },
  {
    fault: "the spare takes over with the journaled part only",
    file: JOURNAL_WRITER,
    original: "this.#writeRing(spare, released, head);",
    planted: 'this.#writeRing(spare, control.get("journaled"), head);',
  },
  {
    fault: "the spare's superblock comes before its data",
    file: JOURNAL_WRITER,
    original: "this.#writeRing(spare, released, head);",
    planted:
      "spare.commit({ ...state, standby: false, wall_ns: this.#wall_ns(), sequence: sequence - 1n }); this.#writeRing(spare, released, head);",
  },
  {
    fault: "after a spare took over, the stale journal is replayed",
    file: "keeper/open-journals.js",
    original: "sequenceOf(a) < sequenceOf(b) ? 1 : -1",
    planted: "sequenceOf(a) < sequenceOf(b) ? -1 : 1",
  },
  {
    fault: "home's sync is dropped",
    file: HOME_WRITER,
    original: "this.#timed(() => this.#parts.backing.sync());",
    planted: "",
  },
  {
    fault: "an epoch releases more than it wrote",
    file: HOME_WRITER,
    original: "const end = this.#batches(from, limit);",
    planted: "this.#batches(from, limit); const end = limit;",
  },
  {
    fault: "an epoch that failed counts as done",
    file: HOME_WRITER,
    original: 'return { outcome: "failed", end: from };',
    planted: 'return { outcome: "done", end: limit };',
  },
  {
    fault: "home writes go on while the power fails",
    file: HOME_WRITER,
    original:
      'if (control.get("power") !== Power.normal)\n            throw new Interrupted("power");',
    planted: "",
  },
  {
    fault: "zeroed ranges do not go home",
    file: HOME_WRITER,
    original: "this.#timed(() => backing.zero(offset, length, keep));",
    planted: "",
  },
  {
    fault: "home takes what the journal does not hold yet",
    file: "keeper/home-turns.js",
    original: 'shared.get("homeLimit")',
    planted: 'control.get("head")',
  },
  {
    fault: "the floor of incarnations is not recorded",
    file: "keeper/superblock-due.js",
    original: 'floor: shared.get("releaseFloor"),',
    planted: "",
  },
  {
    fault: "a superblock is written over the one that counts",
    file: JOURNAL,
    original: "const at = (1 - this.#slot) * SLOT_BYTES;",
    planted: "const at = this.#slot * SLOT_BYTES;",
  },
  {
    fault: "the superblock that was found is not made durable before the other is overwritten",
    file: JOURNAL,
    original: "this.#settle();\n        const at",
    planted: "const at",
  },
  {
    fault: "a superblock counts before it is synced",
    file: JOURNAL,
    original: "this.stage(changes);\n        this.backing.sync();",
    planted: "this.stage(changes);",
  },
  {
    fault: "of two superblocks the older one counts",
    file: "journal/superblock.js",
    original: "second.sequence >= first.sequence",
    planted: "second.sequence <= first.sequence",
  },
  {
    fault: "the incarnation does not grow with a recovery",
    file: "journal/superblock.js",
    original: "return incarnation + 1n;",
    planted: "return incarnation;",
  },
  {
    fault: "a journal in use stays marked as clean",
    file: PREPARE,
    original: "stamp,\n            clean: false,",
    planted: "stamp,",
  },
  {
    fault: "a vault that outlived its processes is not used",
    file: PREPARE,
    original: "if (!vaults.exists())",
    planted: "if (true)",
  },
  {
    fault: "a keeper that takes a vault up says that the journal holds all of it",
    file: PREPARE,
    original: 'return { vault, origin: "kept", loaded_bytes: 0 };\n    }\n    /** Persistent',
    planted:
      'control.set("journaled", control.get("head"));\n        return { vault, origin: "kept", loaded_bytes: 0 };\n    }\n    /** Persistent',
  },
  {
    fault: "a vault that was filled from the journal begins after what it was filled with",
    file: "journal/load.js",
    original: 'control.set("released", released);\n    control.set("journaled", head);',
    planted: 'control.set("released", head);\n    control.set("journaled", head);',
  },
  {
    fault: "clients are told before the head is published",
    file: LOG_DISK,
    original: "const head = core.head();",
    planted: "const head = this.late ?? core.head(); this.late = core.head();",
  },
  {
    fault: "a keeper that takes over brings home again what is released",
    file: PREPARE,
    original: 'if (superblock.released > control.get("released"))',
    planted: "if (false)",
  },
  {
    fault: "the end of a flush overrides the power's return",
    file: JOURNAL_WRITER,
    original: 'control.exchange("power", Power.failing, Power.flushed);',
    planted: 'control.set("power", Power.flushed);',
  },
  {
    fault: "the budget is off by one record",
    file: LOG_DISK,
    original: 'core.budget(this.#persist ? WHOLE_RING : this.#control.get("budgetBytes"));',
    planted: 'core.budget(this.#control.get("budgetBytes") + 4608n);',
  },
  {
    fault: "the server does not tell the log that the power fails",
    file: LOG_DISK,
    original: 'core.power(this.#control.get("power") === Power.normal ? 0 : 1);',
    planted: "core.power(0);",
  },
  {
    fault: "what is journaled counts before the power's failure is taken in",
    file: LOG_DISK,
    original: "if (changed)\n            this.#takeConditions();",
    planted:
      "if (moved) this.#log.core.journaled(journaled);\n        if (changed) this.#takeConditions();",
  },
  {
    fault: "a new server takes back what an old one acknowledged",
    file: LOG_DISK,
    original: "if (acknowledged <= this.#acknowledged)",
    planted: "if (acknowledged === this.#acknowledged)",
  },
  {
    fault: "a write is acknowledged before the end of its record is",
    file: LOG_DISK,
    original: "pending.position <= this.#acknowledgedPosition",
    planted: "pending.position <= this.#acknowledgedPosition + 8",
  },
  {
    fault: "a long write is acknowledged with its first piece",
    file: "server/requests.js",
    original: "piece.last = write.done + length === write.request.length;",
    planted: "piece.last = write.done === 0;",
  },
];
