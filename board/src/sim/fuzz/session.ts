/**
 * A board on which steps are made, and what must hold after each: the kernel has not trapped, who
 * called was given an answer that there is, the specification's invariants hold, and the hart
 * remembers nothing that the page tables do not say.
 */
import { ANSWER, ARGUMENTS, FREE, NUMBER, READY, THREAD } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { Judge } from "@ashlar/proofs/kernel/judge";
import type { Random } from "@ashlar/rapilog/random";
import { Board } from "../board.js";
import type { Device } from "../devices/device.js";
import { RAM_BASE_PAGE } from "../physical.js";
import { AnswerJudge, type Call } from "./answers.js";
import type { Step } from "./draw.js";
import { DEVICES, DMA, DOMAINS, INTERRUPTS, PAGES } from "./extent.js";

/** What is wrong after a step. */
export class Wrong extends Error {}

/** A device whose line goes up when the fuzzer says so, until its interrupt was taken. */
class Line implements Device {
  isRaised = false;
  constructor(readonly source: number) {}
  read(): number {
    return 0;
  }
  write(): void {}
}

export class Session {
  readonly board: Board;
  readonly #lines = Array.from({ length: DEVICES }, (_, at) => new Line(at + 1));
  readonly #judge: Judge;
  #answers = new AnswerJudge();

  constructor(kernel?: Uint8Array) {
    this.board = new Board({
      ...{ pages: PAGES, domains: DOMAINS, interrupts: INTERRUPTS, dma: DMA },
      // Ticks come when they are drawn.
      slice_ticks: Number.MAX_SAFE_INTEGER,
      devices: () => this.#lines,
      ...(kernel && { kernel }),
    });
    const extent = { pages: PAGES + DEVICES, ramPages: PAGES };
    this.#judge = new Judge(this.board.kernel.memory, extent);
  }

  /** Boots, from memory that held anything. */
  boot(random: Random): void {
    const { memory } = this.board.kernel;
    new Uint8Array(memory.buffer).fill(random.below(256), layout.KERNEL);
    for (const line of this.#lines) line.isRaised = false;
    this.board.boot();
    this.#answers = new AnswerJudge();
    this.#wearOut(random);
    this.#assertSound(true);
  }

  /** Some free pages have few generations left. */
  #wearOut(random: Random): void {
    const { kernel } = this.board;
    for (let page = 1; page < PAGES; page++)
      if (this.#judge.typeOf(page) === FREE && random.chance(0.1))
        kernel.setGeneration(page, BigInt(layout.GENERATION_MAX - random.below(3)));
  }

  /** Makes a step; the word that a call was answered by now. */
  take(step: Step, isAll: boolean): bigint | undefined {
    if (step.do !== "call") this.#answers.forget();
    const answer = this.#perform(step);
    this.#assertSound(isAll);
    return answer;
  }

  #perform(step: Step): bigint | undefined {
    const { board } = this;
    if (step.do === "timer") board.tick();
    if (step.do === "interrupt") this.#interrupt(step.source);
    if (board.kernel.current === 0) return undefined;
    if (step.do === "fault") board.exception(step.kind, step.address);
    if (step.do === "access") this.#access(step);
    return step.do === "call" ? this.#call(step) : undefined;
  }

  #interrupt(source: number): void {
    const line = this.#lines[source - 1]!;
    line.isRaised = true;
    this.board.interrupted();
    line.isRaised = false;
  }

  #call({ number, registers }: Call): bigint | undefined {
    const { hart, kernel } = this.board;
    const thread = kernel.current;
    const generation = kernel.generationOf(thread);
    hart.registers[NUMBER] = number;
    hart.registers.set(registers, ARGUMENTS);
    this.board.call();
    const isThere = kernel.generationOf(thread) === generation;
    const answer = isThere && this.#isReady(thread) ? this.#answerOf(thread) : undefined;
    const wrong = this.#answers.wrong({ number, registers }, answer);
    if (wrong !== undefined) throw new Wrong(wrong);
    return answer;
  }

  #isReady(thread: number): boolean {
    const at = thread * layout.PAGE_BYTES + layout.THREAD_STATE;
    return this.board.kernel.view.getUint8(at) === READY;
  }

  #answerOf(thread: number): bigint {
    return this.board.kernel.contextOf(thread)[ANSWER]!;
  }

  /** The running thread reaches for memory: what it gets must be memory that users may have. */
  #access({ access, address }: Step & { do: "access" }): void {
    const found = this.board.hart.translate(address, access);
    if ("exception" in found) return;
    const page = found.physicalPage - RAM_BASE_PAGE;
    if (page >= 0 && !this.#judge.isUserMemory(page))
      throw new Wrong(`${access} at 0x${address.toString(16)} reaches page ${page}`);
  }

  #assertSound(isAll: boolean): void {
    const { hart, kernel, controller } = this.board;
    const wrong = this.#judge.wrong(isAll);
    if (wrong !== undefined) throw new Wrong(wrong);
    if (controller.mask !== kernel.interruptMask) throw new Wrong("other interrupts are enabled");
    const [stale] = hart.stale();
    if (stale !== undefined) throw new Wrong(`the hart remembers page 0x${stale.toString(16)}`);
    if (kernel.current !== 0 && this.#judge.typeOf(kernel.current) !== THREAD)
      throw new Wrong("who runs is no thread");
  }
}
