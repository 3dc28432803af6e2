/**
 * Both sides of a function with loops, put together from what each does between loops' heads. Pairs of
 * heads that are come to together are nodes; a node's relation is guessed and then pruned until each
 * round keeps it (Houdini). Loops within loops are nodes that are met on the way from a node to itself.
 * Each side makes at least one step from node to node, so neither goes round alone.
 */
import { and, bigintOf, type DecisionBudget, not, type Term, TRUE } from "@ashlar/logic";
import { type Explored, giveUp, type riscv } from "@ashlar/semantics";
import { type Tell, tellNobody } from "../explain/step.js";
import type { Goal } from "../history.js";
import type { MachineMemory } from "../machine-memory.js";
import { show } from "../show.js";
import { type Moment, type Sides, showAddress } from "../sides.js";
import { Ahead } from "./ahead.js";
import { Alone } from "./alone.js";
import type { Candidate } from "./candidate.js";
import { withoutRepeated } from "./candidates.js";
import { faultsOf } from "./faults.js";
import type { Node } from "./node.js";
import { pathOf } from "./path.js";
import { isPutInAlike, keptBy, likelyAt, undisprovedBy, withRelation } from "./relation.js";
import { Samples } from "./samples.js";
import { Ways } from "./ways.js";

/** Both sides came to a node's heads again. */
interface Arrival {
  readonly node: Node;
  readonly moment: Moment;
}

/** Why a moment is looked at: to prove all that there is, or for the rounds around one node. */
interface Purpose {
  readonly isFinal: boolean;
  /** What relates the sides of loops within is only guessed at: it need not be right yet. */
  readonly isHasty?: boolean;
  readonly around?: Node;
}

const FINALLY: Purpose = { isFinal: true };
const ROUNDS_MAX = 12;
const PRUNINGS_MAX = 60;
const NESTED_MAX = 24;

export class Product {
  #samples: Samples | undefined;
  readonly #alone: Alone;
  readonly #ahead: Ahead;
  readonly #ways: Ways;

  constructor(
    private readonly sides: Sides,
    private readonly budget: DecisionBudget,
    private readonly tell: Tell = tellNobody,
  ) {
    this.#ahead = new Ahead(sides);
    this.#alone = new Alone(sides, budget);
    this.#ways = new Ways(sides, this.#ahead, () => this.samples);
  }

  /** Only a function with loops needs them. */
  get samples(): Samples {
    this.#samples ??= new Samples(this.sides, this.#ahead);
    return this.#samples;
  }

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
      const from = open.at(-1)?.heads ?? null;
      const all = [...goals, ...faultsOf(machine)];
      this.tell({ kind: "comparing", from, goals: all.length });
      show(this.budget, facts, all, () => this.#trapsLater(wasm));
      for (const arrived of machine.arrived) this.#compareEnds(wasm, arrived, facts);
      this.tell({ kind: "compared", from });
    }
    return machine.arrived.flatMap((arrived) => this.#pairs(wasm, arrived, facts, open, purpose));
  }

  /** The machine may be ahead in a round, and has checked already what WebAssembly is about to: that
   * it does not trap later either is assumed too. */
  #trapsLater({ reached }: Explored): Term[] {
    return reached.flatMap(({ condition, label, locals, stack, world }) => {
      const { traps } = this.sides.runWasm({ at: { label, locals, stack }, world });
      return traps.map((trap) => not(and(condition, trap.condition)));
    });
  }

  /** Where one side has ended the other one ends alike, alone if it must. */
  #compareEnds(wasm: Explored, arrived: riscv.Arrived, facts: readonly Term[]): void {
    const { returned } = wasm;
    if (!this.sides.isHead(arrived.pc)) this.#alone.wasm(wasm, arrived, facts);
    else if (returned !== undefined) this.#alone.machine(returned, arrived, facts);
  }

  #pairs(
    wasm: Explored,
    arrived: riscv.Arrived,
    facts: readonly Term[],
    open: readonly Node[],
    purpose: Purpose,
  ): Arrival[] {
    const { isFinal } = purpose;
    const found: Arrival[] = [];
    if (!this.sides.isHead(arrived.pc)) return found;
    const address = bigintOf(arrived.pc);
    for (const reached of wasm.reached) {
      const { locals, stack, label, world } = reached;
      const condition = and(reached.condition, arrived.condition);
      const node = open.find((one) => one.isAt(label, address));
      if (node === undefined && !this.#leadsBack(label, purpose)) continue;
      if (node === undefined && !isFinal && !this.samples.mayCome(open, { label, address }))
        continue;
      const known = [...facts, condition];
      const feasible = this.#ways.feasible.at(pathOf([...open, { label, address }]), known);
      if (feasible === undefined) continue;
      const { hart } = arrived;
      const next: Moment = {
        wasm: { at: { label, locals, stack }, world },
        machine: {
          ...{ pc: arrived.pc, registers: hart.registers },
          memory: hart.memory as MachineMemory,
        },
        ...{ facts: known, ...feasible },
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
    const node = this.#ways.enter(first, open);
    const inside = [...open, node];
    const tell: Tell = purpose.isFinal ? this.tell : tellNobody;
    const at = node.heads;
    tell({ kind: "relating", at });
    this.#findVariant(node, inside);
    const candidates = this.#relation(node, inside, purpose.isHasty ?? false);
    const relation = candidates.map(({ says }) => says);
    tell({ kind: "related", at, relation, changes: node.changes });
    const generic = withRelation(node.generic(), candidates);
    const arrivals = this.#process(generic, inside, purpose);
    if (purpose.isFinal) {
      tell({ kind: "keeping", at });
      show(this.budget, first.facts, [...node.shared(first), ...claims(candidates, first)]);
      for (const { moment } of own(arrivals, node)) {
        show(this.budget, moment.facts, [...node.shared(moment), ...claims(candidates, moment)]);
        if (node.note(generic, moment)) giveUp("a round changes more than was found");
      }
      tell({ kind: "kept", at });
    }
    return arrivals.filter((arrival) => arrival.node !== node);
  }

  /**
   * Prunes what may relate the sides until each round keeps it. First what is soon found wrong goes, of
   * this loop and of those within it; only what is left is worth the time to find out what is right.
   */
  #relation(node: Node, inside: readonly Node[], isHasty: boolean): readonly Candidate[] {
    const promising = this.#ways.promising(node, inside);
    let left = (isHasty ? likelyAt : keptBy)(promising, node.first);
    this.#ways.survivors.forgetWithin(inside);
    for (let rounds = PRUNINGS_MAX; rounds > 0; rounds--) {
      const likely = this.#keptByRound(node, inside, left, true);
      const isSettled = isPutInAlike(left, likely);
      left = likely;
      if (!isSettled) continue;
      this.#ways.survivors.keep(inside, left);
      if (isHasty) return left;
      const enough = withoutRepeated(left);
      const sure = new Set(this.#keptByRound(node, inside, enough, false));
      if (sure.size === enough.length) return enough;
      const doubtful = enough.filter((candidate) => !sure.has(candidate));
      let kept = this.#keptByRound(node, inside, left, false, doubtful);
      if (kept.length === left.length) kept = this.#keptByRound(node, inside, left, false);
      if (kept.length === left.length) return left;
      left = kept;
    }
    return giveUp(`no relation found for the loop at ${showAddress(node.first.machine.pc)}`);
  }

  #keptByRound(
    node: Node,
    inside: readonly Node[],
    candidates: readonly Candidate[],
    isHasty: boolean,
    doubtful = candidates,
  ): readonly Candidate[] {
    const generic = withRelation(node.generic(), candidates);
    const arrivals = this.#process(generic, inside, { isFinal: false, isHasty, around: node });
    const rounds = own(arrivals, node).map(({ moment }) => moment);
    const left = undisprovedBy(rounds, candidates, generic, node.first.facts);
    if (isHasty || left.length < candidates.length) return left;
    const kept = rounds.reduce(keptBy, doubtful);
    if (doubtful === candidates) return kept;
    const isWrong = new Set(doubtful.filter((candidate) => !kept.includes(candidate)));
    return candidates.filter((candidate) => !isWrong.has(candidate));
  }

  /** Goes round until no more is changed that was not known to be. */
  #findVariant(node: Node, inside: readonly Node[]): void {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const generic = node.generic();
      const arrivals = own(
        this.#process(generic, inside, { isFinal: false, isHasty: true, around: node }),
        node,
      );
      if (!arrivals.some(({ moment }) => node.note(generic, moment))) return;
    }
    giveUp("what a loop changes is not found");
  }
}

const own = (arrivals: readonly Arrival[], node: Node) =>
  arrivals.filter((arrival) => arrival.node === node);

const claims = (candidates: readonly Candidate[], moment: Moment): Goal[] =>
  candidates.map(({ says, holds }) => ({ says, when: TRUE, goal: holds(moment) }));
