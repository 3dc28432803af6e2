/**
 * Both sides of a function with loops, put together from what each does between loops' heads. Pairs of
 * heads that are come to together are nodes; a node's relation is guessed and then pruned until each
 * round keeps it (Houdini). Loops within loops are nodes that are met on the way from a node to itself.
 * Each side makes at least one step from node to node, so neither goes round alone.
 */
import {
  type Assignment,
  all,
  and,
  bigintOf,
  decide,
  evaluate,
  FALSE,
  implies,
  isLiteral,
  not,
  type Term,
  TRUE,
} from "@ashlar/logic";
import { type Explored, giveUp, type riscv } from "@ashlar/semantics";
import { ending } from "../ending.js";
import type { Goal } from "../history.js";
import type { MachineMemory } from "../machine-memory.js";
import { type Moment, type Sides, showAddress } from "../sides.js";
import { type Candidate, candidatesOf, withoutRepeated } from "./candidates.js";
import { type Location, Node, withValues } from "./node.js";

/** A goal that is not proved, and what is known where it is not. */
export class NotShown extends Error {
  constructor(
    readonly goal: Goal,
    readonly detail: string,
    readonly model?: Assignment,
  ) {
    super(goal.says);
  }
}

/** Both sides came to a node's heads again. */
interface Arrival {
  readonly node: Node;
  readonly moment: Moment;
}

/** Why a moment is looked at: to prove all that there is, or for the rounds around one node. */
interface Purpose {
  readonly isFinal: boolean;
  readonly around?: Node;
}

const FINALLY: Purpose = { isFinal: true };
const ROUNDS_MAX = 12;
const PRUNINGS_MAX = 60;
const NESTED_MAX = 24;
const AT_ONCE = { conflicts_max: 3000 };
const ONE_BY_ONE = { conflicts_max: 10_000 };
const FEASIBILITY = { conflicts_max: 20_000 };

export class Product {
  constructor(
    private readonly sides: Sides,
    private readonly seconds_max: number,
  ) {}

  /** Proves everything, or throws what is not proved. */
  prove(): void {
    this.#process(this.sides.start, [], FINALLY);
  }

  /** What comes next from a moment, and what that comes to, until a node that is open. */
  #process(moment: Moment, open: readonly Node[], purpose: Purpose): Arrival[] {
    const wasm = this.sides.runWasm(moment.wasm);
    const { run: machine, goals } = this.sides.runMachine(moment.machine);
    const facts = [...moment.facts, ...wasm.traps.map(({ condition }) => not(condition))];
    if (purpose.isFinal) {
      this.#show(facts, [...goals, ...faultsOf(machine)], () => this.#ahead(wasm));
    }
    return machine.arrived.flatMap((arrived) => this.#pairs(wasm, arrived, facts, open, purpose));
  }

  /** The machine may be ahead in a round, and has checked already what WebAssembly is about to: that
   * it does not trap later either is assumed too. */
  #ahead({ reached }: Explored): Term[] {
    return reached.flatMap(({ condition, label, locals, stack, world }) => {
      const { traps } = this.sides.runWasm({ at: { label, locals, stack }, world });
      return traps.map((trap) => not(and(condition, trap.condition)));
    });
  }

  #pairs(
    wasm: Explored,
    arrived: riscv.Arrived,
    facts: readonly Term[],
    open: readonly Node[],
    purpose: Purpose,
  ): Arrival[] {
    const { frame, history, heads } = this.sides;
    const { isFinal } = purpose;
    const found: Arrival[] = [];
    const isHead = isLiteral(arrived.pc) && heads.has(Number(bigintOf(arrived.pc)));
    const { returned } = wasm;
    const both = (condition: Term) => and(condition, arrived.condition);
    if (!isHead && isFinal) {
      const when = returned === undefined ? FALSE : returned.condition;
      this.#show(facts, ending(frame, history, returned, { ...arrived, condition: both(when) }));
    }
    if (isFinal && isHead && returned && this.#isPossible(facts, both(returned.condition)))
      giveUp(`at ${showAddress(arrived.pc)} it goes round where wasm has ended`);
    for (const reached of wasm.reached) {
      const { locals, stack, label, world } = reached;
      const condition = both(reached.condition);
      if (!isHead && !isFinal) continue;
      const node = open.find((one) => isHead && one.isAt(label, bigintOf(arrived.pc)));
      if (node === undefined && !this.#leadsBack(label, purpose)) continue;
      if (!this.#isPossible(facts, condition)) continue;
      if (!isHead) giveUp("it has ended where wasm goes round");
      const { hart } = arrived;
      const next: Moment = {
        wasm: { at: { label, locals, stack }, world },
        machine: {
          ...{ pc: arrived.pc, registers: hart.registers },
          memory: hart.memory as MachineMemory,
        },
        facts: [...facts, condition],
      };
      if (node !== undefined) found.push({ node, moment: next });
      else found.push(...this.#enter(next, open, purpose));
    }
    return found;
  }

  /** Whether a loop that is come to is within the one whose rounds are looked at. */
  #leadsBack(label: number, { around }: Purpose): boolean {
    return around === undefined || this.sides.isWithin(label, around.label);
  }

  /** A loop is come to: looks for its relation, and goes on behind it. */
  #enter(first: Moment, open: readonly Node[], purpose: Purpose): Arrival[] {
    if (open.length >= NESTED_MAX) giveUp("too many loops follow each other");
    const { history, frame } = this.sides;
    const node = new Node(first, history, frame.options.pages);
    const inside = [...open, node];
    this.#findVariant(node, inside);
    const candidates = this.#relation(node, inside);
    const generic = withRelation(node.generic(), candidates);
    const arrivals = this.#process(generic, inside, purpose);
    if (purpose.isFinal) {
      this.#show(first.facts, [...node.shared(first), ...claims(candidates, first)]);
      for (const { moment } of own(arrivals, node)) {
        this.#show(moment.facts, [...node.shared(moment), ...claims(candidates, moment)]);
        if (node.note(generic, moment)) giveUp("a round changes more than was found");
      }
    }
    return arrivals.filter((arrival) => arrival.node !== node);
  }

  /** Prunes what may relate the sides until each round keeps it. */
  #relation(node: Node, inside: readonly Node[]): readonly Candidate[] {
    const { first } = node;
    let left = this.#kept(candidatesOf(node), first);
    for (let rounds = PRUNINGS_MAX; rounds > 0; rounds--) {
      const kept = this.#keptByRound(node, inside, left);
      if (kept.length < left.length) {
        left = kept;
        continue;
      }
      const enough = withoutRepeated(left);
      return this.#keptByRound(node, inside, enough).length === enough.length ? enough : left;
    }
    return giveUp(`no relation found for the loop at ${showAddress(first.machine.pc)}`);
  }

  #keptByRound(node: Node, inside: readonly Node[], candidates: readonly Candidate[]): Candidate[] {
    const generic = withRelation(node.generic(), candidates);
    const arrivals = this.#process(generic, inside, { isFinal: false, around: node });
    return own(arrivals, node).reduce(
      (kept, { moment }) => this.#kept(kept, moment),
      candidates.slice(),
    );
  }

  /** Goes round until no more is changed that was not known to be. */
  #findVariant(node: Node, inside: readonly Node[]): void {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const generic = node.generic();
      const arrivals = own(this.#process(generic, inside, { isFinal: false, around: node }), node);
      if (!arrivals.some(({ moment }) => node.note(generic, moment))) return;
    }
    giveUp("what a loop changes is not found");
  }

  /** Those that an arrival does not disprove; each state that disproves one is tried on all. */
  #kept(candidates: readonly Candidate[], moment: Moment): Candidate[] {
    const values = new Map(candidates.map((candidate) => [candidate, candidate.holds(moment)]));
    let left = candidates.slice();
    const disprove = (model: Assignment) => {
      left = left.filter((one) => evaluate(values.get(one)!, model) === 1n);
    };
    for (;;) {
      const open = left.map((one) => values.get(one)!).filter((value) => value !== TRUE);
      if (open.length === 0) return left;
      const verdict = decide(moment.facts, all(open), AT_ONCE);
      if (verdict.verdict === "proved") return left;
      if (verdict.verdict === "unknown") break;
      disprove((verdict as { model: Assignment }).model);
    }
    for (const one of left.slice()) {
      if (!left.includes(one)) continue;
      const verdict = decide(moment.facts, values.get(one)!, ONE_BY_ONE);
      if (verdict.verdict === "refuted") disprove(verdict.model);
      else if (verdict.verdict === "unknown") left = left.filter((other) => other !== one);
    }
    return left;
  }

  #isPossible(facts: readonly Term[], condition: Term): boolean {
    if (condition === FALSE) return false;
    return decide([...facts, condition], FALSE, FEASIBILITY).verdict !== "proved";
  }

  /** Throws what is not proved; what else may be assumed is asked for only where it is needed. */
  #show(facts: readonly Term[], goals: readonly Goal[], more?: () => readonly Term[]): void {
    const left: { goal: Goal; reason: string; model?: Assignment }[] = [];
    for (const goal of goals) {
      const claim = claimOf(goal);
      if (claim === TRUE) continue;
      const verdict = decide(facts, claim, { seconds_max: this.seconds_max });
      if (verdict.verdict === "unknown") left.push({ goal, reason: "not decided in time" });
      if (verdict.verdict === "refuted")
        left.push({ goal, reason: "there is a state in which it fails", model: verdict.model });
      if (left.length > 0 && more === undefined) break;
    }
    const [first] = left;
    if (first === undefined) return;
    const others = more?.() ?? [];
    if (others.length === 0) throw new NotShown(first.goal, first.reason, first.model);
    this.#show(
      [...facts, ...others],
      left.map(({ goal }) => goal),
    );
  }
}

const claimOf = ({ when, goal }: Goal): Term => implies(when, goal);
const own = (arrivals: readonly Arrival[], node: Node) =>
  arrivals.filter((arrival) => arrival.node === node);

const claims = (candidates: readonly Candidate[], moment: Moment): Goal[] =>
  candidates.map(({ says, holds }) => ({ says, when: TRUE, goal: holds(moment) }));

/** A moment of which the candidates are true: what one defines is put in, all others are facts. */
function withRelation(moment: Moment, candidates: readonly Candidate[]): Moment {
  const defined = new Map<Location, Term>();
  for (const { defines } of candidates)
    if (defines !== undefined && !defined.has(defines.place))
      defined.set(defines.place, defines.value(moment));
  const known = withValues(moment, defined);
  const facts = candidates.map(({ holds }) => holds(known)).filter((fact) => fact !== TRUE);
  return { ...known, facts: [...known.facts, ...facts] };
}

const faultsOf = (machine: riscv.Explored): Goal[] =>
  machine.excepted.map(({ condition, pc }) => ({
    says: `what the instruction at ${showAddress(pc)} accesses is its own`,
    ...{ when: condition, goal: FALSE },
  }));
