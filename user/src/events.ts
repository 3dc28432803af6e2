/** What components say: lines of the form `BADGE: what-happened name=number ...`. */

import { BREAKPOINT, faultText } from "./fault.js";

export interface Event {
  /** The component's name. */
  readonly who: string;
  readonly what: string;
  readonly fields: Readonly<Record<string, number>>;
}

/** The root task has no badge: it speaks only if a step of the plan fails. */
export const ROOT_TASK = "root task";

const LINE = /^(\d+): ([\w-]+)((?: [\w-]+=\d+)*)$/;

/** A line as an event; nothing if it is none. */
export function parseEvent(line: string, names: ReadonlyMap<number, string>): Event | undefined {
  const [, badge, what, rest] = LINE.exec(line.trim()) ?? [];
  if (badge === undefined) return undefined;
  const who = badge === "0" ? ROOT_TASK : (names.get(Number(badge)) ?? `component ${badge}`);
  const pairs = [...rest!.matchAll(/ ([\w-]+)=(\d+)/g)];
  const fields = Object.fromEntries(pairs.map(([, name, value]) => [name!, Number(value)]));
  return { who, what: what!, fields };
}

/** An event as a line to read. */
export function eventText({ who, what, fields }: Event): string {
  const values = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return [`${who}: ${what.replaceAll("-", " ")}`, ...values].join(" ");
}

/** The same, where a fault is told by its cause and by whose it is. */
export function transcriptLine(event: Event, names: ReadonlyMap<number, string>): string {
  const { ward, kind, address } = event.fields;
  const fault = faultText(kind ?? 0, address ?? 0);
  if (ward === undefined || fault === undefined) return eventText(event);
  const what = `${event.who}: ${names.get(ward) ?? ward} ${event.what}`;
  return kind === BREAKPOINT ? what : `${what}: ${fault}`;
}
