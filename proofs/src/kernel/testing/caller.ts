/** System calls as tests write them: by the thread that runs, all of whose objects are in slots. */
import assert from "node:assert/strict";
import { answerText, blamedBy } from "@ashlar/kernel/answers";
import * as numbers from "@ashlar/kernel/interface";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { numberOf } from "@ashlar/logic";
import { type BootRecord, fields, firstPages } from "@ashlar/spec/kernel";
import { RECORD, Twin } from "../twin.js";

export const { ROOT_CNODE_SLOT: SPACE, ROOT_THREAD_SLOT: SELF } = numbers;
export const { ROOT_UNTYPED_SLOT: MEMORY, ROOT_DOMAIN_SLOT: DOMAIN } = numbers;
export const PAGES = 40;
const OBJECTS = firstPages({ ...RECORD, pages: PAGES });
/** The first thread; the first page that is free after boot; the first slot that is empty. */
export const FIRST = numberOf(OBJECTS.one.thread);
export const PAGE = OBJECTS.free;
export const SLOT = DOMAIN + RECORD.domains + RECORD.interrupts + RECORD.devices + RECORD.dma;

export class Caller extends Twin {
  constructor(record: Partial<BootRecord> = {}) {
    super(PAGES, { filling: 0xa5, record });
  }

  /** Registers that are not given are 0. What it is answered by now. */
  do(number: number, ...registers: number[]): number {
    return this.call(
      number,
      Array.from({ length: 8 }, (_, at) => BigInt(registers[at] ?? 0)),
    );
  }

  /** It must be answered so. */
  must(number: number, registers: readonly number[], answer: number = numbers.DONE): void {
    assert.equal(this.do(number, ...registers), answer, `call ${number}(${registers})`);
  }

  /** It must be refused so, and blame the argument in this place; undefined: none. */
  refuses(number: number, registers: readonly number[], answer: number, place?: number): void {
    const caller = this.current;
    this.must(number, registers, answer);
    const word = this.register(caller, numbers.ANSWER);
    const told = answerText(nameOfCall(number), word);
    assert.equal(blamedBy(word), place, `${nameOfCall(number)}(${registers}): ${told}`);
  }

  /** A page of the first Untyped becomes an object; its capability goes into a slot. */
  make(page: number, type: number, slot: number): void {
    this.must(numbers.UNTYPED_RETYPE, [MEMORY, page, type, 0, 0, slot]);
  }

  /** A thread with the caller's space, ready. */
  makeThread(page: number, slot: number, priority: number, domain = DOMAIN): void {
    this.make(page, numbers.THREAD, slot);
    this.must(numbers.THREAD_CONFIGURE, [slot, SPACE]);
    this.must(numbers.THREAD_SET_PRIORITY, [slot, priority]);
    this.must(numbers.THREAD_SET_DOMAIN, [slot, domain]);
    this.must(numbers.THREAD_RESUME, [slot]);
  }

  /** What a message has brought a thread: its label and its words. */
  messageOf(thread: number): number[] {
    return Array.from({ length: 1 + numbers.WORDS }, (_, at) =>
      this.read(fields.REGISTER, thread, numbers.LABEL + at),
    );
  }

  labelOf(thread: number): number {
    return this.messageOf(thread)[0]!;
  }

  /** Of a thread's answer: the badge, or the bits that were signalled. */
  badgeOf(thread: number): number {
    return Number(this.register(thread, numbers.ANSWER) >> BigInt(numbers.BADGE_BIT));
  }

  /** Whether a thread's answer has a bit. */
  isSet(thread: number, bit: number): boolean {
    return ((this.register(thread, numbers.ANSWER) >> BigInt(bit)) & 1n) === 1n;
  }

  /** All that a thread has in its registers. */
  registers(thread: number): bigint[] {
    return Array.from({ length: numbers.REGISTERS }, (_, at) => this.register(thread, at));
  }

  stateOf(thread: number): number {
    return this.read(fields.THREAD.state, thread);
  }
}
