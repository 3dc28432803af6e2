/** Who is in every scene, and what everybody has: the UART's driver, and the supervisor. */
import { DEVICE, RESET_DEVICE } from "./devices.js";
import { DISK_DEVICE, UART_DEVICE } from "./machine.js";
import type { Component, Holding, Manifest, Mapping, SharedObject } from "./manifest.js";
import { TOLD_RESTART } from "./saboteur.js";
import { PRINTER, SERVICE, TOLD, WARDS } from "./slots.js";

/** A component as a scene tells it; the rest everybody gets. */
export interface Role extends Omit<Component, "holds" | "supervisor"> {
  readonly holds?: readonly Holding[];
  readonly isSupervised?: boolean;
  /** When it was stopped it is started again. */
  readonly triesAgain?: boolean;
}

interface Cast {
  readonly roles: readonly Role[];
  readonly objects?: Readonly<Record<string, SharedObject>>;
  readonly domains?: number;
  readonly crossings?: readonly string[];
  /** Whose restarts begin with the disk's reset. */
  readonly driver?: string;
}

const UART: Role = {
  name: "uart",
  program: "uart",
  priority: 62,
  holds: [{ slot: SERVICE, object: "printer", rights: ["read"] }],
  maps: [{ address: DEVICE, object: "uart-registers", rights: ["read", "write"] }],
  isSupervised: false,
};

/** A component's number: the badge of what it prints, and of its faults. */
export function numberOf({ components }: Manifest, name: string): number {
  return 1 + components.findIndex((component) => component.name === name);
}

/** The components' names by their numbers. */
export function namesOf({ components }: Manifest): Map<number, string> {
  return new Map(components.map(({ name }, index) => [index + 1, name]));
}

export function manifestOf({
  roles,
  objects = {},
  domains = 1,
  crossings = [],
  driver,
}: Cast): Manifest {
  const cast = [UART, supervisorOf(roles, driver), ...roles];
  return {
    domains,
    crossings: [
      ...["printer", "faults", ...crossings],
      ...roles.filter(({ domain = 0 }) => domain !== 0).map(({ name }) => `${name}.thread`),
    ],
    objects: {
      "uart-registers": { kind: "device", number: UART_DEVICE },
      printer: { kind: "endpoint" },
      faults: { kind: "endpoint" },
      ...(driver === undefined ? {} : DISK_OBJECTS),
      ...objects,
    },
    components: cast.map((role, index) => component(role, index + 1)),
  };
}

const DISK_OBJECTS: Readonly<Record<string, SharedObject>> = {
  "disk-registers": { kind: "device", number: DISK_DEVICE },
  told: { kind: "notification" },
};

function component(
  { isSupervised = true, triesAgain: _, holds = [], ...role }: Role,
  number: number,
): Component {
  const prints = role.program !== "uart";
  return {
    ...role,
    holds: [
      ...(prints
        ? [{ slot: PRINTER, object: "printer", rights: ["write"], badge: number } as const]
        : []),
      ...holds,
    ],
    ...(isSupervised ? { supervisor: { endpoint: "faults", badge: number } } : {}),
  };
}

/** Holds the threads of all who are supervised, in the slots of their numbers. */
function supervisorOf(roles: readonly Role[], driver: string | undefined): Role {
  const wards = roles
    .map((role, index) => ({ role, number: index + 3 }))
    .filter(({ role }) => role.isSupervised !== false);
  const driverNumber = wards.find(({ role }) => role.name === driver)?.number ?? 0;
  const triers = wards
    .filter(({ role }) => role.triesAgain)
    .reduce((bits, { number }) => bits | (1 << number), 0);
  const registers: Mapping[] =
    driver === undefined
      ? []
      : [{ address: RESET_DEVICE, object: "disk-registers", rights: ["read", "write"] }];
  return {
    name: "supervisor",
    program: "supervisor",
    priority: 60,
    holds: [
      { slot: SERVICE, object: "faults", rights: ["read"] },
      ...(driver === undefined
        ? []
        : [{ slot: TOLD, object: "told", rights: ["write"], badge: TOLD_RESTART } as const]),
      ...wards.map(
        ({ role, number }): Holding => ({
          slot: WARDS + number,
          object: `${role.name}.thread`,
          rights: ["write"],
        }),
      ),
    ],
    maps: registers,
    arguments: [driverNumber, triers],
    isSupervised: false,
    isTrusted: driver !== undefined,
  };
}
