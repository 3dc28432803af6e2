/**
 * The simulated world: a computer with its service and clients, and a trace of what happens.
 *
 * One thing runs at a time, but at each effect of it others may run: that is how threads overlap
 * here. What began inside of another ends before that goes on, so not every order of two threads'
 * requests is tried, but every order of whole steps against single requests.
 */
import { linux, vault } from "@ashlar/disk";
import { Random } from "@ashlar/rapilog/random";
import type { Action, Trace } from "./actions.js";
import { type Computer, PowerGone } from "./computer.js";
import { type CrashKind, cutPowerAtRandom, Explorer } from "./explore.js";
import { formatComputer } from "./format.js";
import { History } from "./history.js";
import { SimulatedKeeper } from "./keeper.js";
import { type Expectation, expectation, readDisk, requirePrefix } from "./revive.js";
import { SimulatedServer, type Workshop } from "./server.js";
import type { VaultSlot } from "./slot.js";
import { AppendWitness } from "./tear.js";

export interface Counts {
  operations: number;
  errors: number;
  effects: number;
  crashes: Record<string, number>;
}

export interface Tools {
  workshop: Workshop;
  /** The computer's own, then one for each depth of crashes. */
  slots: readonly VaultSlot[];
  counts: Counts;
}

type Process = "server" | "journal" | "home" | "start";
type Owner = "server" | "keeper";

/** What the journal thread may have under way at least, whatever the budget. */
const STEP_BYTES_MIN = 64 * 1024;
/** A flush takes two steps, and more only if requests fail. */
const FLUSH_STEPS = 50;

/** Unwinds a process that was killed. */
class Killed extends Error {
  constructor(readonly who: Owner) {
    super(`${who} killed`);
  }
}

/** Unwinds everything. */
class Crash extends Error {
  constructor(readonly how: "both" | "power") {
    super(how);
  }
}

const owner = (process: Process): Owner => (process === "server" ? "server" : "keeper");

interface Frame {
  action: Action;
  effects: number;
}

export class World {
  readonly computer: Computer;
  readonly history: History;
  readonly #random: Random;
  readonly #explorer: Explorer;
  readonly #witness: AppendWitness;
  #server: SimulatedServer | undefined;
  #keeper: SimulatedKeeper | undefined;
  readonly #running: Process[] = [];
  readonly #frames: Frame[] = [];
  readonly #doomed = new Set<Owner>();
  #choices = 0;
  #budget_bytes = 0;
  /** The largest budget that anything acknowledged and not journaled may count on. */
  #covered_bytes = 0;
  #dark = false;
  #troubled = false;
  #nextOperation = 1;

  constructor(
    readonly trace: Trace,
    readonly tools: Tools,
  ) {
    const { setting, seed } = trace;
    this.#random = new Random(seed);
    const [slot, ...deeper] = tools.slots;
    slot!.remove();
    slot!.served = false;
    slot!.onSet = (word) => this.#effect(`set ${word}`);
    this.#witness = new AppendWitness(slot!);
    this.computer = formatComputer(setting, slot!, this.#random);
    this.computer.hooks = { effect: (what) => this.#effect(what) };
    this.history = new History(setting.diskBytes / 512);
    const count = (kind: CrashKind) => this.#count(kind);
    this.#explorer = new Explorer({ random: this.#random, slots: deeper, count });
  }

  /** Runs the trace; throws what is against the rule. */
  run(): void {
    try {
      for (const action of this.trace.actions) this.#guarded(() => this.#act(action));
      this.#guarded(() => this.#crash("both"));
    } finally {
      this.#server?.die();
      this.computer.slot.onSet = () => {};
    }
  }

  /** What is cut short by a crash is followed by a recovery. */
  #guarded(body: () => void): void {
    try {
      body();
    } catch (error) {
      if (error instanceof PowerGone) this.#recover("power", !this.#troubled);
      else if (error instanceof Crash) this.#recover(error.how, error.how === "both");
      else throw error;
    }
  }

  #count(kind: string): void {
    const { crashes } = this.tools.counts;
    crashes[kind] = (crashes[kind] ?? 0) + 1;
  }

  #act(action: Action): void {
    this.#frames.push({ action, effects: 0 });
    try {
      this.#perform(action);
    } finally {
      this.#frames.pop();
    }
  }

  #perform(action: Action): void {
    const { clock } = this.computer;
    switch (action.do) {
      case "ask":
        return this.#ask(action);
      case "turn":
        return this.#process("server", () => this.#aliveServer().turn(action.client));
      case "jobs":
        return this.#process("server", () => this.#aliveServer().doJobs());
      case "journal":
        return this.#process("journal", () => this.#stepJournal());
      case "home":
        return this.#process("home", () => void this.#aliveKeeper().turnHome());
      case "wait":
        return clock.advanceTo(clock.now_ns + action.ms * 1e6);
      case "budget":
        return this.#setBudget(action.bytes);
      case "trouble":
        return this.#trouble(action);
      case "kill":
        return this.#kill(action.who);
      case "crash":
        return this.#crash(action.how);
      case "warn":
        return this.#warn();
      case "back":
        return this.#back();
      case "dark":
        return this.#goDark();
      case "stop":
        return this.#stop();
      case "cuts":
        this.#choices = action.choices;
        this.#witness.awake = action.choices > 0;
    }
  }

  /** Runs a step of a process, unless that is in the middle of one already, or dying. */
  #process(process: Process, body: () => void): void {
    const who = owner(process);
    if (this.#running.includes(process) || this.#doomed.has(who)) return;
    if (this.#running.includes("start")) return;
    this.#running.push(process);
    const depth = this.#running.length;
    try {
      body();
    } catch (error) {
      if (!(error instanceof Killed) || error.who !== who) throw error;
    } finally {
      this.#running.length = depth - 1;
    }
    this.#bury(who);
  }

  #isRunning(who: Owner): boolean {
    return this.#running.some((process) => owner(process) === who);
  }

  /** A process that was killed is gone once nothing of it is left on the stack. */
  #bury(who: Owner): void {
    if (!this.#doomed.has(who) || this.#isRunning(who)) return;
    this.#doomed.delete(who);
    if (who === "keeper") this.#keeper = undefined;
    else {
      this.#server?.die();
      this.#server = undefined;
    }
  }

  #effect(what: string): void {
    this.tools.counts.effects++;
    if (this.#choices > 0) this.#explore(what === "append");
    const frame = this.#frames.at(-1);
    if (frame?.action.inside !== undefined) this.#doInside(frame, frame.action.inside);
    const top = this.#running.at(-1);
    if (top !== undefined && this.#doomed.has(owner(top))) throw new Killed(owner(top));
  }

  #doInside(frame: Frame, inside: readonly { at: number; actions: Action[] }[]): void {
    const at = frame.effects++;
    for (const one of inside) {
      if (one.at !== at) continue;
      for (const action of one.actions) this.#act(action);
    }
  }

  #explore(appending: boolean): void {
    this.#explorer.cut(this.computer, {
      strong: expectation(this.history, true),
      weak: this.#weakly(),
      choices: this.#choices,
      tear: appending ? (image) => this.#witness.tear(image, this.#random) : undefined,
    });
  }

  /** What a power failure without warning must leave. */
  #weakly() {
    const { slot } = this.computer;
    if (slot.exists()) this.history.fold(Number(slot.control(false).get("journaled")));
    return expectation(this.history, false);
  }

  #aliveKeeper(): SimulatedKeeper {
    if (this.#keeper === undefined) {
      this.#running.push("start");
      this.#keeper = this.#startKeeper();
      this.#keeper.control.set("budgetBytes", BigInt(this.#budget_bytes));
      this.#running.pop();
    }
    return this.#keeper;
  }

  /** Its supervisor starts it until it lives. */
  #startKeeper(): SimulatedKeeper {
    const pause = () => this.#process("journal", () => this.#stepJournal());
    for (;;) {
      try {
        return new SimulatedKeeper({ computer: this.computer, pause });
      } catch (error) {
        if (!(error instanceof linux.SystemError)) throw error;
      }
    }
  }

  #aliveServer(): SimulatedServer {
    const expected = expectation(this.history, true);
    return this.#server ?? this.#startServer(expected, "server killed");
  }

  /** What a new server finds is what has happened. */
  #startServer(expected: Expectation, when: string): SimulatedServer {
    const { computer, history } = this;
    const { slot } = computer;
    const { workshop, counts } = this.tools;
    this.#aliveKeeper();
    const pause = () => this.#drainALittle();
    const witness = this.#witness;
    this.#server = new SimulatedServer({ computer, workshop, history, counts, witness, pause });
    const prefix = requirePrefix(expected, readDisk(slot, this.computer), when);
    history.truncate(prefix, Number(slot.log.core.head()));
    return this.#server;
  }

  #drainALittle(): void {
    const keeper = this.#aliveKeeper();
    keeper.shared.set("drain", 1n);
    keeper.stepJournal();
    keeper.turnHome();
    keeper.shared.set("drain", 0n);
  }

  #stepJournal(): void {
    const { control } = this.#aliveKeeper();
    this.#aliveKeeper().stepJournal();
    this.#weakly();
    if (control.get("acknowledged") <= control.get("journaled"))
      this.#covered_bytes = this.#budget_bytes;
  }

  #ask({ client, kind, sector, sectors }: Action & { do: "ask" }): void {
    if (this.#running.includes("server") || this.#running.includes("start")) return;
    if (this.#doomed.has("server")) return;
    const id = this.#nextOperation++;
    const operation = { id, kind, sector, sectors, taken: this.history.taken };
    this.#aliveServer().client(client).ask(operation);
  }

  #setBudget(bytes: number): void {
    if (this.#running.includes("server")) return;
    this.#budget_bytes = bytes;
    if (this.#keeper && !this.#running.includes("start"))
      this.#keeper.control.set("budgetBytes", BigInt(bytes));
    this.#covered_bytes = Math.max(this.#covered_bytes, bytes);
  }

  #trouble(action: Action & { do: "trouble" }): void {
    const { device, on, errno, count } = action;
    this.computer.trouble(device, { on, errno, count });
    this.#troubled = true;
  }

  #kill(who: Owner): void {
    if (this.#running.includes("start")) return;
    this.#count(`${who} killed`);
    this.#doomed.add(who);
    this.#bury(who);
  }

  #crash(how: "both" | "power"): never {
    throw new Crash(how);
  }

  /** What the keeper does when it hears that the power fails. */
  #warn(): void {
    if (this.#running.includes("start") || this.#dark) return;
    const { control } = this.#aliveKeeper();
    if (control.get("power") !== vault.Power.normal) return;
    this.#count("power with warning");
    this.#dark = true;
    const covered = Math.max(this.#covered_bytes, STEP_BYTES_MIN);
    this.computer.energy_bytes = Math.max(0, covered - this.computer.underWay_bytes);
    control.set("powerSince_ns", BigInt(this.computer.clock.now_ns));
    control.set("power", vault.Power.failing);
  }

  #back(): void {
    if (!this.#dark || this.#running.includes("start")) return;
    this.#count("power back too early");
    this.#dark = false;
    this.computer.energy_bytes = undefined;
    this.#aliveKeeper().control.set("power", vault.Power.normal);
  }

  /** The time is up: what the keeper has not flushed by then, it flushes now, if it can. */
  #goDark(): void {
    if (!this.#dark) return;
    const { control } = this.#aliveKeeper();
    for (let step = 0; control.get("power") === vault.Power.failing && step < FLUSH_STEPS; step++)
      this.#process("journal", () => this.#stepJournal());
    throw new PowerGone();
  }

  #stop(): void {
    if (this.#running.length > 0 || this.#dark) return;
    this.#count("clean stop");
    this.#server?.die();
    this.#server = undefined;
    const keeper = this.#aliveKeeper();
    if (keeper.drain()) keeper.end();
    this.#keeper = undefined;
    this.#recover("both", true);
  }

  /** Both processes are gone, perhaps the vault too: start again, and judge. */
  #recover(how: "both" | "power", strong: boolean): void {
    this.#running.length = 0;
    this.#frames.length = 0;
    this.#doomed.clear();
    this.#server?.die();
    this.#server = undefined;
    this.#keeper = undefined;
    const expected = strong ? expectation(this.history, true) : this.#weakly();
    if (how === "power") {
      this.computer.slot.remove();
      cutPowerAtRandom(this.computer, this.#random);
    }
    this.#count(how === "both" ? "both killed" : strong ? "power gone" : "power cut");
    this.computer.reset();
    if (how === "both" && this.#dark) this.computer.slot.control(false).set("power", 0n);
    this.#dark = false;
    this.#troubled = false;
    this.#startServer(expected, how);
  }
}
