/** The service of a simulated world: a keeper and a server that are started when they are needed. */
import { linux, vault } from "@ashlar/disk";
import type { Computer } from "./computer.js";
import type { History } from "./history.js";
import { SimulatedKeeper } from "./keeper.js";
import { type Process, Processes } from "./processes.js";
import { readDisk } from "./reading.js";
import { type Expectation, expectation, requirePrefix } from "./revive.js";
import { CLIENTS, SimulatedServer, type Workshop } from "./server.js";
import type { PowerSupply } from "./supply.js";
import type { Tally } from "./tally.js";
import type { AppendWitness } from "./tear.js";
import { Violation } from "./violation.js";

/** A keeper that cannot start because requests fail is started again so often. */
const STARTS_MAX = 10_000;
/** Steps of everybody after which all must have been answered, and the time between them: home
 * begins when nothing happens for a second. */
const ROUNDS_MAX = 1000;
const QUIET_NS = 1_100_000_000;

export interface ServiceSurroundings {
  computer: Computer;
  history: History;
  supply: PowerSupply;
  witness: AppendWitness;
  workshop: Workshop;
  tally: Tally;
}

export class Service {
  readonly processes = new Processes((process) => this.#bury(process));
  readonly #surroundings: ServiceSurroundings;
  #server: SimulatedServer | undefined;
  #keeper: SimulatedKeeper | undefined;

  constructor(surroundings: ServiceSurroundings) {
    this.#surroundings = surroundings;
  }

  get keeper(): SimulatedKeeper {
    if (this.#keeper === undefined) {
      this.processes.run("start", () => {
        this.#keeper = this.#startKeeper();
      });
      this.publishBudget();
    }
    return this.#keeper!;
  }

  get control(): vault.Control {
    return this.keeper.control;
  }

  get server(): SimulatedServer {
    const expected = expectation(this.#surroundings.history, true);
    return this.#server ?? this.startServer(expected, "server killed");
  }

  /** What the keeper computes, it tells. */
  publishBudget(): void {
    const { supply } = this.#surroundings;
    this.#keeper?.control.set("budgetBytes", BigInt(supply.budget_bytes));
  }

  /** Its supervisor starts it until it lives. */
  #startKeeper(): SimulatedKeeper {
    const { computer } = this.#surroundings;
    const pause = () => this.stepJournal();
    for (let starts = 1; ; starts++) {
      try {
        return new SimulatedKeeper({ computer, pause });
      } catch (error) {
        if (!(error instanceof linux.SystemError) || starts === STARTS_MAX) throw error;
      }
    }
  }

  /** What a new server finds is what has happened. */
  startServer(expected: Expectation, when: string): SimulatedServer {
    const { computer, history } = this.#surroundings;
    const { keeper } = this;
    const pause = () => keeper.drainALittle();
    this.#server = new SimulatedServer({ ...this.#surroundings, pause });
    const prefix = requirePrefix(expected, readDisk(computer), when);
    history.truncate(prefix, Number(computer.slot.log.core.head()));
    return this.#server;
  }

  /** A turn of the server, or of its threads. */
  serve(body: (server: SimulatedServer) => void): void {
    this.processes.run("server", () => body(this.server));
  }

  stepJournal(): void {
    this.processes.run("journal", () => {
      const { history, supply, tally } = this.#surroundings;
      const { keeper } = this;
      const onSpare = keeper.shared.get("onSpare");
      keeper.stepJournal();
      if (keeper.shared.get("onSpare") !== onSpare) tally.takeovers++;
      const journaled = keeper.control.get("journaled");
      history.fold(Number(journaled));
      if (!supply.isFailing && keeper.control.get("power") !== vault.Power.normal)
        throw new Violation("the power is back, and the keeper does not take it");
      if (keeper.control.get("acknowledged") <= journaled) supply.forgetOlderBudgets();
    });
  }

  turnHome(): void {
    this.processes.run("home", () => {
      const { keeper } = this;
      keeper.turnHome();
      if (keeper.shared.get("damagedAt") !== 0n)
        throw new Violation("the home thread found a record that does not verify");
    });
  }

  /** If nothing is wrong, everything that was asked is answered in the end. */
  answerAll(): void {
    const { clock } = this.#surroundings.computer;
    for (let round = 0; this.server.isAsked; round++) {
      if (round === ROUNDS_MAX) throw new Violation("a request is never answered");
      this.stepJournal();
      this.turnHome();
      for (let client = 0; client < CLIENTS; client++) this.serve((server) => server.turn(client));
      this.serve((server) => server.doJobs());
      clock.advanceTo(clock.now_ns + QUIET_NS);
    }
  }

  #bury(process: Process): void {
    if (process === "keeper") this.#keeper = undefined;
    else this.#endServer();
  }

  #endServer(): void {
    this.#server?.die();
    this.#server = undefined;
  }

  /** Everything is gone at once; what the server has sent arrives. */
  die(): void {
    this.processes.clear();
    this.#endServer();
    this.#keeper = undefined;
  }

  /** A clean end: everything home, the journal marked, no vault. */
  stop(): void {
    this.#endServer();
    if (this.keeper.drain()) this.keeper.end();
    this.#keeper = undefined;
  }
}
