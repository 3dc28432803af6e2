/** What happens on the machine, told to whoever watches: typed, in order, each with its time. */

/** Why the kernel was entered. */
export type Cause =
  | { readonly cause: "call"; readonly call: string; readonly registers: readonly bigint[] }
  | {
      readonly cause: "fault";
      readonly kind: number;
      readonly address: bigint;
      readonly pc: bigint;
    }
  | { readonly cause: "timer" }
  | { readonly cause: "interrupt"; readonly source: number };

interface At {
  /** Ticks since boot. */
  readonly time: number;
  /** The pages of the thread that ran, 0 for none, and of the domain whose turn it was. */
  readonly thread: number;
  readonly domain: number;
}

/** The kernel was entered, by or during the thread. */
export type EntryEvent = At & { readonly event: "entry" } & Cause;
/** It returned: the thread runs now. */
export type ExitEvent = At & { readonly event: "exit" };
/** A thread goes on with a message, or what was signalled. */
export interface MessageEvent extends At {
  readonly event: "message";
  readonly answer: bigint;
  readonly label: bigint;
  readonly words: readonly bigint[];
}
/** A line was written to the serial console. */
export interface ConsoleEvent extends At {
  readonly event: "console";
  readonly line: string;
}

export type MachineEvent = EntryEvent | ExitEvent | MessageEvent | ConsoleEvent;

/** An event as one line of a transcript. */
export function lineOf(event: MachineEvent): string {
  const { time, thread, domain } = event;
  return `${time} domain ${domain} thread ${thread}: ${textOf(event)}`;
}

const hex = (value: bigint) => `0x${value.toString(16)}`;

function textOf(event: MachineEvent): string {
  switch (event.event) {
    case "entry":
      return `enters by ${causeText(event)}`;
    case "exit":
      return event.thread === 0 ? "nobody runs" : "runs";
    case "message":
      return `has message ${hex(event.answer)} ${hex(event.label)} ${event.words.map(hex).join(" ")}`;
    case "console":
      return `says ${JSON.stringify(event.line)}`;
  }
}

function causeText(cause: Cause): string {
  switch (cause.cause) {
    case "call":
      return `${cause.call}(${cause.registers.map(hex).join(", ")})`;
    case "fault":
      return `exception ${cause.kind} at ${hex(cause.address)}, instruction ${hex(cause.pc)}`;
    case "timer":
      return "the timer";
    case "interrupt":
      return `interrupt ${cause.source}`;
  }
}
