/**
 * The keeper's parts without its process and threads: one step of the journal, one turn of home.
 *
 * What is in between, in the real one, is only waiting.
 */
import { journal as journals, keeper, type vault } from "@ashlar/disk";
import type { Computer } from "./computer.js";

export interface KeeperSurroundings {
  computer: Computer;
  /** What others do while home lets the journal go first. */
  pause(): void;
}

export class SimulatedKeeper {
  readonly control: vault.Control;
  readonly shared = new keeper.Shared();
  readonly journal: keeper.JournalWriter;
  readonly home: keeper.HomeTurns;
  readonly prepared: keeper.Prepared;
  readonly #computer: Computer;

  /** Prepares vault and journal, and takes up the work. */
  constructor({ computer, pause }: KeeperSurroundings) {
    this.#computer = computer;
    const { slot, host } = computer;
    this.prepared = keeper.prepare(computer.keeperOptions, () => {}, host);
    this.control = slot.control();
    slot.plan.core.planAttach(this.prepared.vault.stream);
    const clock = computer.threadClock(pause);
    const { journal, spare, vault } = this.prepared;
    const open = (path: string) => journals.Journal.open(host.journals.open({ path }), path);
    this.journal = new keeper.JournalWriter({
      journal: open(journal.path),
      spare: spare && open(spare.path),
      control: this.control,
      ring: slot.ring,
      geometry: vault.geometry,
      shared: this.shared,
      clock,
      stampHome: () => host.stampDisk(),
      wakeServer: () => {},
      wakeHome: () => {},
    });
    this.home = this.#homeTurns(clock);
  }

  #homeTurns(clock: ReturnType<Computer["threadClock"]>): keeper.HomeTurns {
    const { control, shared } = this;
    const { slot } = this.#computer;
    const { plan } = slot;
    const { ringSectors } = slot.geometry;
    const policy = new keeper.HomePolicy(control, shared, BigInt(ringSectors));
    const writer = new keeper.HomeWriter({
      plan,
      base: slot.planBase,
      backing: this.#computer.open("home"),
      control,
      shared,
      clock,
      pace: new keeper.Pace(control, BigInt(ringSectors), clock, () => {}),
    });
    return new keeper.HomeTurns({ plan, control, shared, policy, writer, wakeJournal: () => {} });
  }

  /** What the journal thread does when it is woken. */
  stepJournal(): keeper.StepOutcome {
    return this.journal.busy ? this.journal.step() : "idle";
  }

  /** What the home thread does when it is woken. */
  turnHome(): keeper.HomeTurn {
    return this.home.turn(this.#computer.host.clock.wall_ms());
  }

  /** A little of what `drain` does, for those who wait for room. */
  drainALittle(): void {
    this.shared.set("drain", 1n);
    this.stepJournal();
    this.turnHome();
    this.shared.set("drain", 0n);
  }

  /** Brings everything home and marks the journal clean, as `Keeper.stop` does; false where errors
   * keep it from that. */
  drain(patience = 1000): boolean {
    const { control, shared } = this;
    shared.set("drain", 1n);
    for (let turn = 0; control.get("released") !== control.get("head"); turn++) {
      if (turn > patience) return false;
      this.stepJournal();
      this.turnHome();
    }
    return true;
  }

  /** After `drain`: the clean superblock, then the vault goes. */
  end(patience = 100): boolean {
    const { slot } = this.#computer;
    if (slot.isServed()) return true;
    this.shared.set("cleanWanted", 1n);
    for (let step = 0; this.shared.get("cleanDone") === 0n; step++) {
      if (step > patience) return false;
      this.stepJournal();
    }
    slot.remove();
    return true;
  }
}
