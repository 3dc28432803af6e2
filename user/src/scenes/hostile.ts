/** Components that do what they may not, beside the client, the server and the driver. */
import { RESULT_TEXTS } from "@ashlar/kernel/answers";
import { DONE } from "@ashlar/kernel/interface";
import { manifestOf, numberOf, type Role } from "../cast.js";
import type { Event } from "../events.js";
import { faultText } from "../fault.js";
import { FORGERIES, OWN_UNTYPED, TRESPASSES } from "../hostile.js";
import { type Claim, lastOf, type Scene } from "../scene.js";
import { STORE } from "../slots.js";
import { STORE_OBJECTS, storeRoles } from "./store.js";

const TRESPASS_TEXTS = [
  "reads address 0",
  "reads the kernel's memory",
  "writes the kernel's memory",
  "writes its own program",
  "reads behind its stack",
  "writes a device's registers",
  "executes its data",
  "executes the kernel",
  "uses an instruction of the machine's mode",
  "uses up its stack",
];
const FORGERY_TEXTS = [
  "calls with every slot that it does not have",
  "calls with slots out of range",
  "receives where it may only send",
  "takes objects for what they are not",
  "makes objects of others' pages, and takes them back",
  "makes calls that there are not",
  "uses a capability whose object was reclaimed",
  "uses it again when the page is the same sort of object anew",
  "uses a capability that was revoked",
];

/** All others are as in the scene of the store. */
const HOSTILE_ROLES: readonly Role[] = [
  { name: "trespasser", program: "trespasser", priority: 30, triesAgain: true },
  {
    name: "forger",
    program: "forger",
    priority: 30,
    holds: [
      { slot: STORE, object: "store-service", rights: ["write"], badge: 2 },
      { slot: OWN_UNTYPED, object: "forger-memory", rights: ["read", "write", "grant"] },
    ],
    arguments: [{ page: "forger-memory" }],
  },
  {
    name: "flooder",
    program: "flooder",
    priority: 30,
    holds: [{ slot: STORE, object: "store-service", rights: ["write"], badge: 3 }],
  },
];

/** Whether somebody's program has come to its end. */
const hasEnded = (events: readonly Event[], ward: number) =>
  events.some(({ what, fields }) => what === "ended" && fields["ward"] === ward);

export function hostileScene(requests = 192): Scene {
  const manifest = manifestOf({
    roles: [...storeRoles(requests), ...HOSTILE_ROLES],
    objects: { ...STORE_OBJECTS, "forger-memory": { kind: "untyped", pages: 4 } },
    driver: "disk",
  });
  const trespasser = numberOf(manifest, "trespasser");
  return {
    name: "hostile",
    title: "components do what they may not; each is stopped, and the others go on",
    manifest,
    isOver: (events) =>
      ["client", "trespasser", "forger"].every((name) =>
        hasEnded(events, numberOf(manifest, name)),
      ),
    judge: (events) => [
      ...trespasses(events, trespasser),
      ...forgeries(events),
      flood(events),
      others(events, requests),
    ],
    needsDisk: true,
    limit_s: 120,
  };
}

function trespasses(events: readonly Event[], ward: number): Claim[] {
  const stops = events.filter(({ what, fields }) => what === "stopped" && fields["ward"] === ward);
  return Array.from({ length: TRESPASSES }, (_, attempt) => {
    const { kind = 0, address = 0 } = stops[attempt]?.fields ?? {};
    const fault = faultText(kind, address);
    return {
      claim: `trespasser: ${TRESPASS_TEXTS[attempt]}`,
      holds: fault !== undefined,
      seen: fault ?? "not stopped",
    };
  });
}

/** Which argument is to blame; 0: none. */
const blamed = (argument: number) => (argument === 0 ? "" : ` (argument ${argument})`);

function forgeries(events: readonly Event[]): Claim[] {
  return Array.from({ length: FORGERIES }, (_, attempt) => {
    const fields = events.find(
      (event) => event.what === "refused" && event.fields["attempt"] === attempt,
    )?.fields;
    const { calls = 0, refused = 0, reason = DONE, argument = 0 } = fields ?? {};
    return {
      claim: `forger: ${FORGERY_TEXTS[attempt]}`,
      holds: calls > 0 && refused === calls,
      seen: `${refused} of ${calls} calls: ${RESULT_TEXTS[reason]}${blamed(argument)}`,
    };
  });
}

function flood(events: readonly Event[]): Claim {
  const requests = lastOf(events, "flooder", "flooding")?.fields["requests"] ?? 0;
  return {
    claim: "flooder: sends to the key/value server without end; it waits its turn like everybody",
    holds: requests > 0,
    seen: `${requests} requests while the client made its own`,
  };
}

function others(events: readonly Event[], requests: number): Claim {
  const end = lastOf(events, "client", "finished")?.fields;
  return {
    claim: "client, server and driver go on as if nobody else were there",
    holds: end?.["requests"] === requests && end["wrong"] === 0,
    seen: `${end?.["requests"] ?? 0} requests, ${end?.["wrong"] ?? 0} wrong`,
  };
}
