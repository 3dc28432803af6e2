/**
 * The simulated world: a computer with its service and clients, and a trace of what happens.
 *
 * One thing runs at a time, but at each effect of it others may run: that is how threads overlap
 * here. What began inside of another ends before that goes on, so not every order of two threads'
 * requests is tried, but every order of whole steps against single requests.
 */
import { vault } from "@ashlar/disk";
import { Random } from "@ashlar/rapilog/random";
import type { Action, Trace } from "./actions.js";
import { type Computer, PowerGone } from "./computer.js";
import { cutPowerAtRandom, Explorer } from "./explore.js";
import { formatComputer } from "./format.js";
import { History } from "./history.js";
import type { Process } from "./processes.js";
import { type Expectation, expectation } from "./revive.js";
import type { Workshop } from "./server.js";
import { Service } from "./service.js";
import type { VaultSlot } from "./slot.js";
import { PowerSupply } from "./supply.js";
import { count, type Tally } from "./tally.js";
import { AppendWitness } from "./tear.js";

export interface Tools {
  workshop: Workshop;
  /** The computer's own, then one for each depth of crashes. */
  slots: readonly VaultSlot[];
  tally: Tally;
  oddity?: Oddity | undefined;
}

/** Something that is wrong with the simulated world on purpose, so that it is known to notice. */
export type Oddity = "lying-sync";

/** Unwinds everything. */
class Crash extends Error {
  constructor(readonly how: "both" | "power") {
    super(how);
  }
}

/** A flush takes two steps, and more only if requests fail. */
const FLUSH_STEPS = 50;

/** What is being done, and how many effects it has had. */
interface Frame {
  action: Action;
  effects: number;
}

type Doings = { [Name in Action["do"]]: (action: Extract<Action, { do: Name }>) => void };

export class World {
  readonly computer: Computer;
  readonly history: History;
  readonly #random: Random;
  readonly #explorer: Explorer;
  readonly #witness: AppendWitness;
  readonly #supply: PowerSupply;
  readonly #service: Service;
  readonly #frames: Frame[] = [];
  #choices = 0;
  /** Requests have failed in this life: then a failing power supply may find the rest wanting. */
  #troubled = false;
  #nextOperation = 1;

  readonly #doings: Doings = {
    ask: (action) => this.#ask(action),
    turn: ({ client }) => this.#service.serve((server) => server.turn(client)),
    jobs: () => this.#service.serve((server) => server.doJobs()),
    journal: () => this.#service.stepJournal(),
    home: () => this.#service.turnHome(),
    wait: ({ ms }) => this.computer.clock.advanceTo(this.computer.clock.now_ns + ms * 1e6),
    budget: ({ bytes }) => this.#setBudget(bytes),
    trouble: ({ device, on, errno, count: left }) => {
      this.computer.trouble(device, { on, errno, count: left });
      this.#troubled = true;
    },
    kill: ({ who }) => this.#kill(who),
    crash: ({ how }) => {
      throw new Crash(how);
    },
    warn: () => this.#service.processes.run("main", () => this.#warn()),
    back: () => this.#service.processes.run("main", () => this.#comeBack()),
    dark: () => this.#goDark(),
    stop: () => this.#stop(),
    cuts: ({ choices }) => {
      this.#choices = choices;
      this.#witness.awake = choices > 0;
    },
  };

  constructor(
    readonly trace: Trace,
    readonly tools: Tools,
  ) {
    const { setting, seed } = trace;
    const { slots, tally, workshop } = tools;
    this.#random = new Random(seed);
    const [slot, ...deeper] = slots;
    slot!.clear((word) => this.#effect(`set ${word}`));
    const witness = new AppendWitness(slot!);
    this.#witness = witness;
    this.computer = formatComputer(setting, slot!, this.#random, tools.oddity === "lying-sync");
    this.computer.hooks = { effect: (what) => this.#effect(what) };
    const supply = new PowerSupply(this.computer);
    this.#supply = supply;
    const history = new History(setting.diskBytes / 512);
    this.history = history;
    const { computer } = this;
    this.#service = new Service({ computer, history, supply, witness, workshop, tally });
    this.#explorer = new Explorer({ random: this.#random, slots: deeper, tally });
  }

  /** Runs the trace, and kills everything at its end; throws what is against the rule. */
  run(): void {
    try {
      for (const action of this.trace.actions) this.#guarded(action);
      this.#guarded({ do: "cuts", choices: 0 });
      if (!this.#troubled && !this.#supply.isFailing) this.#service.answerAll();
      this.#guarded({ do: "crash", how: "both" });
    } finally {
      this.#service.die();
      this.computer.slot.clear(() => {});
    }
  }

  /** What is cut short by a crash is followed by a recovery. */
  #guarded(action: Action): void {
    try {
      this.#act(action);
    } catch (error) {
      if (error instanceof PowerGone) this.#recover("power", !this.#troubled);
      else if (error instanceof Crash) this.#recover(error.how, error.how === "both");
      else throw error;
    }
  }

  #act(action: Action): void {
    this.#frames.push({ action, effects: 0 });
    try {
      (this.#doings[action.do] as (action: Action) => void)(action);
    } finally {
      this.#frames.pop();
    }
  }

  #effect(what: string): void {
    this.tools.tally.effects++;
    if (this.#choices > 0) this.#explore(what === "append");
    const frame = this.#frames.at(-1);
    if (frame?.action.inside !== undefined) {
      const at = frame.effects++;
      for (const one of frame.action.inside)
        if (one.at === at) for (const action of one.actions) this.#act(action);
    }
    this.#service.processes.checkpoint();
  }

  #explore(appending: boolean): void {
    const weak = this.#weakly();
    this.#explorer.cut(this.computer, {
      strong: expectation(this.history, true),
      weak,
      choices: this.#choices,
      tear: appending ? (image) => this.#witness.tear(image, this.#random) : undefined,
    });
  }

  /** What a power failure without warning must leave: all that the journal is said to hold. */
  #weakly(): Expectation {
    const { slot } = this.computer;
    if (slot.exists()) this.history.fold(Number(slot.control(false).get("journaled")));
    return expectation(this.history, false);
  }

  #ask({ client, kind, sector, sectors }: Extract<Action, { do: "ask" }>): void {
    const { processes } = this.#service;
    if (processes.isRunning("server") || processes.isDoomed("server") || processes.isStarting)
      return;
    const id = this.#nextOperation++;
    this.#service.server.client(client).ask({ id, kind, sector, sectors, taken: 0 });
  }

  #setBudget(bytes: number): void {
    const { processes } = this.#service;
    if (processes.isRunning("server") || processes.isStarting) return;
    this.#supply.setBudget(bytes);
    this.#service.publishBudget();
  }

  #kill(process: Process): void {
    const { processes } = this.#service;
    if (processes.isStarting) return;
    count(this.tools.tally, `${process} killed`);
    processes.kill(process);
  }

  #warn(): void {
    const { control } = this.#service;
    if (this.#supply.isFailing || control.get("power") !== vault.Power.normal) return;
    count(this.tools.tally, "power with warning");
    this.#supply.warn(control);
  }

  #comeBack(): void {
    if (!this.#supply.isFailing) return;
    count(this.tools.tally, "power back too early");
    this.#supply.comeBack(this.#service.control);
  }

  /** The time is up: what the keeper has not flushed by then, it flushes now, if it can. */
  #goDark(): void {
    if (!this.#supply.isFailing || !this.#service.processes.isIdle) return;
    const { control } = this.#service;
    for (let step = 0; control.get("power") === vault.Power.failing && step < FLUSH_STEPS; step++)
      this.#service.stepJournal();
    throw new PowerGone();
  }

  #stop(): void {
    if (!this.#service.processes.isIdle || this.#supply.isFailing) return;
    count(this.tools.tally, "clean stop");
    this.#service.stop();
    this.#recover("both", true);
  }

  /** Both processes are gone, perhaps the vault too: start again, and judge. */
  #recover(how: "both" | "power", strong: boolean): void {
    const { slot } = this.computer;
    this.#service.die();
    this.#frames.length = 0;
    const weak = this.#weakly();
    if (!strong) this.history.acknowledged = 0;
    const expected = strong ? expectation(this.history, true) : weak;
    if (how === "power") {
      slot.remove();
      cutPowerAtRandom(this.computer, this.#random);
    } else if (this.#supply.isFailing) slot.control(false).set("power", vault.Power.normal);
    const when = how === "both" ? "both killed" : strong ? "power gone" : "power cut";
    count(this.tools.tally, when);
    this.computer.reset();
    this.#supply.reset();
    this.#troubled = false;
    this.#service.startServer(expected, when);
  }
}
