/** Runs one script of the official suite and judges each of its commands. */
import {
  type External,
  type Imports,
  type Instantiation,
  type Invocation,
  instantiate,
  invoke,
  readModule,
  Store,
} from "../wasm/index.js";
import type { Action, Command, ScriptValue } from "./script.js";
import { spectest } from "./spectest.js";

/** `refused`: the command needs floats, tables, references or vectors, which are not executed. */
export type Verdict =
  | { kind: "passed" }
  | { kind: "refused"; reason: string }
  | { kind: "failed"; reason: string };

const PASSED: Verdict = { kind: "passed" };
const STEPS_MAX = 50_000_000;
const WIDTHS: Record<string, number> = { i32: 32, i64: 64 };

type NotPassed = Exclude<Verdict, { kind: "passed" }>;
const failed = (reason: string): NotPassed => ({ kind: "failed", reason });
const refused = (reason: string): NotPassed => ({ kind: "refused", reason });

/** `isPartial`: it writes to tables at its start, which was left out. */
type Made = Instantiation & { isPartial?: boolean };
type Loaded = Made | NotPassed;
type Outcome = Invocation | NotPassed;

export class Judge {
  readonly #store = new Store();
  readonly #registered = new Map<string, Map<string, External> | undefined>();
  readonly #named = new Map<string, Loaded>();
  #latest: Loaded = refused("no module");
  /** Modules in which an action was refused: what they hold is not what the script thinks. */
  readonly #adrift = new Set<Loaded>();

  constructor(readonly read: (filename: string) => Uint8Array) {
    this.#registered.set("spectest", spectest(this.#store));
  }

  /** The verdict on a command; undefined for those that test the text format. */
  judge(command: Command): Verdict | undefined {
    if (command.module_type === "text") return undefined;
    switch (command.type) {
      case "module":
        return this.#module(command);
      case "register":
        return this.#register(command);
      case "action":
        return this.#action(command.action!);
      case "assert_return":
        return expectReturn(this.#act(command.action!), command.expected!);
      case "assert_trap":
      case "assert_exhaustion":
        return expectTrap(this.#act(command.action!), command.text!);
      case "assert_invalid":
      case "assert_malformed":
        return this.#expectFault(command);
      case "assert_unlinkable":
        return expectUnlinkable(this.#load(command.filename!));
      case "assert_uninstantiable":
        return expectTrap(this.#load(command.filename!), command.text!);
    }
  }

  #load(filename: string): Loaded {
    const reading = readModule(this.read(filename), { refusal: "when run" });
    if (reading.kind === "fault")
      return (reading.fault.kind === "refused" ? refused : failed)(reading.fault.message);
    let missing: string | undefined;
    const find: Imports = ({ module: from, name }) => {
      if (this.#registered.has(from) && this.#registered.get(from) === undefined) missing = from;
      return this.#registered.get(from)?.get(name);
    };
    const made = instantiate(this.#store, reading.module, find, { stepsMax: STEPS_MAX });
    if (missing !== undefined) return refused(`imports from ${missing}, which was refused`);
    return { ...made, isPartial: reading.module.elements.some(({ mode }) => mode === "active") };
  }

  #module({ filename, name }: Command): Verdict {
    this.#latest = this.#load(filename!);
    if (name !== undefined) this.#named.set(name, this.#latest);
    return verdictOf(this.#latest, () => this.#latest.kind === "instance");
  }

  #register({ name, as }: Command): Verdict {
    const loaded = name === undefined ? this.#latest : this.#named.get(name)!;
    const exports = loaded.kind === "instance" ? loaded.instance.exports : undefined;
    this.#registered.set(as!, exports);
    return verdictOf(loaded, () => exports !== undefined);
  }

  #action(action: Action): Verdict {
    const verdict = expectReturn(this.#act(action), undefined);
    if (verdict.kind === "refused") this.#adrift.add(this.#target(action));
    return verdict;
  }

  #target({ module }: Action): Loaded {
    return module === undefined ? this.#latest : this.#named.get(module)!;
  }

  #act(action: Action): Outcome {
    const loaded = this.#target(action);
    if (this.#adrift.has(loaded)) return refused("an earlier action was refused");
    return this.#invoke(loaded, action);
  }

  #invoke(loaded: Loaded, { type, field, args = [] }: Action): Outcome {
    if (loaded.kind !== "instance") return refused("the module was not made");
    const external = loaded.instance.exports.get(field);
    if (type === "get" && external?.kind === "global")
      return { kind: "returned", results: [this.#store.globals[external.address]!.value] };
    if (external?.kind !== "function") return { kind: "failed", reason: `no function ${field}` };
    if (!args.every(isInteger)) return { kind: "refused", reason: "a parameter is no integer" };
    const values = args.map(({ value }) => BigInt(value!));
    return invoke(this.#store, external.callable, values, { stepsMax: STEPS_MAX });
  }

  /** Whether it is malformed or invalid is not told apart: wabt's binaries are not always what the
   * script's text had in mind. */
  #expectFault({ filename }: Command): Verdict {
    const reading = readModule(this.read(filename!), { refusal: "when run" });
    if (reading.kind === "module") return failed("the module was taken");
    return reading.fault.kind === "refused" ? refused(reading.fault.message) : PASSED;
  }
}

function isInteger({ type }: ScriptValue): boolean {
  return type in WIDTHS;
}

function verdictOf(outcome: Loaded | Outcome, isGood: () => boolean): Verdict {
  if (outcome.kind === "refused" || outcome.kind === "failed") return outcome;
  if (outcome.kind === "unfinished" && / not executed$/.test(outcome.reason))
    return refused(outcome.reason);
  return isGood() ? PASSED : failed(show(outcome));
}

function show(outcome: Loaded | Outcome): string {
  if (outcome.kind === "returned") return `returned ${outcome.results.join(" ")}`;
  return "reason" in outcome ? `${outcome.kind}: ${outcome.reason}` : outcome.kind;
}

/** It returns these values, or any if nothing is said about them. */
function expectReturn(outcome: Outcome, expected: readonly ScriptValue[] | undefined): Verdict {
  if (!(expected ?? []).every(isInteger)) return refused("a result is no integer");
  return verdictOf(outcome, () => {
    if (outcome.kind !== "returned") return false;
    if (expected === undefined) return true;
    const wanted = expected.map(({ type, value }) => BigInt.asUintN(WIDTHS[type]!, BigInt(value!)));
    return (
      outcome.results.length === wanted.length &&
      wanted.every((value, at) => value === outcome.results[at])
    );
  });
}

function expectTrap(outcome: Loaded | Outcome, reason: string): Verdict {
  if ("isPartial" in outcome && outcome.isPartial) return refused("writes to tables");
  return verdictOf(outcome, () => outcome.kind === "trapped" && isSame(outcome.reason, reason));
}

/** The suite's wording has changed over time: one of the two says more. */
function isSame(reason: string, expected: string): boolean {
  return reason.startsWith(expected) || expected.startsWith(reason);
}

function expectUnlinkable(outcome: Loaded): Verdict {
  return verdictOf(outcome, () => outcome.kind === "unlinkable");
}
