/**
 * Two domains that take turns: one has a secret and acts by it, the other watches. The same is
 * played with another secret. What the watcher sees must be the same, to the last bit. That it can
 * see at all is shown by playing both on a machine that does not keep its slices apart.
 */
import { manifestOf, type Role } from "../cast.js";
import type { Event } from "../events.js";
import type { Manifest } from "../manifest.js";
import { type Claim, lastOf, type Scene } from "../scene.js";
import {
  CLOCK,
  OWN_ENDPOINT,
  OWN_MEMORY,
  OWN_NOTIFICATION,
  OWN_PAGES,
  OWN_THREAD,
} from "../secret.js";

const WATCHERS_DOMAIN = 1;
/** All bits 0, and a mixture. */
const SECRETS = [0n, 0xb5ad4eceda1ce2a9n] as const;

/** What each of the two has of its own. */
const own = (name: string): NonNullable<Role["holds"]> => [
  { slot: OWN_MEMORY, object: `${name}'s memory`, rights: ["read", "write", "grant"] },
  { slot: OWN_ENDPOINT, object: `${name}'s endpoint`, rights: ["read", "write"], badge: 1 },
  { slot: OWN_NOTIFICATION, object: `${name}'s notification`, rights: ["read", "write"] },
];

const clock = { object: "clock's frame", address: CLOCK, rights: ["read", "write"] } as const;

const roles = (secret: bigint, turns: number): Role[] => [
  {
    name: "keeper",
    program: "keeper",
    priority: 30,
    holds: own("keeper"),
    arguments: [secret, { page: "keeper's memory" }],
  },
  {
    name: "watcher",
    program: "watcher",
    priority: 30,
    domain: WATCHERS_DOMAIN,
    holds: [...own("watcher"), { slot: OWN_THREAD, object: "clock.thread", rights: ["read"] }],
    maps: [clock],
    arguments: [turns, { page: "watcher's memory" }],
  },
  {
    name: "clock",
    program: "clock",
    priority: 30,
    domain: WATCHERS_DOMAIN,
    maps: [clock],
  },
];

const manifest = (secret: bigint, turns: number): Manifest =>
  manifestOf({
    domains: 2,
    roles: roles(secret, turns),
    objects: {
      "keeper's memory": { kind: "untyped", pages: OWN_PAGES },
      "keeper's endpoint": { kind: "endpoint" },
      "keeper's notification": { kind: "notification" },
      "watcher's memory": { kind: "untyped", pages: OWN_PAGES },
      "watcher's endpoint": { kind: "endpoint" },
      "watcher's notification": { kind: "notification" },
      "clock's frame": { kind: "frame" },
    },
  });

/** So many turns are watched; with the canary, on a machine where something can be noticed too. */
export function domainsScene(turns: number, hasCanary: boolean): Scene {
  const [one, other] = SECRETS.map((secret) => manifest(secret, turns)) as [Manifest, Manifest];
  const canary = [one, other].map((each) => ({ manifest: each, isUnaligned: true }));
  return {
    name: "domains",
    title: "two domains take turns; one acts by a secret, the other watches and learns nothing",
    manifest: one,
    variants: [{ manifest: other }, ...(hasCanary ? canary : [])],
    isOver: (events) => lastOf(events, "watcher", "watched") !== undefined,
    judge: (events, variants) => judge([events, ...variants], turns),
    countsInstructions: true,
    limit_s: 120,
  };
}

type Sight = Event["fields"];

const sights = (events: readonly Event[]): Sight[] =>
  events.filter(({ what }) => what === "saw").map(({ fields }) => fields);

/** In how many turns two runs differ in one of these. */
const differing = (one: readonly Sight[], other: readonly Sight[], ...fields: string[]) =>
  one.filter((sight, turn) => fields.some((field) => sight[field] !== other[turn]?.[field])).length;

function judge(heard: readonly (readonly Event[])[], turns: number): Claim[] {
  const runs = heard.map(sights);
  const [one = [], other = [], oneUnaligned, otherUnaligned] = runs;
  const isComplete = runs.every(({ length }) => length === turns);
  const telling = (text: string, differ: number, isTelling: boolean): Claim => ({
    claim: text,
    holds: isComplete && differ > 0 === isTelling,
    seen: isComplete
      ? `${differ} of ${turns} turns differ between two secrets`
      : `${runs.map(({ length }) => length).join(", ")} turns were watched`,
  });
  const nothing = "registers, words, answers, states and reclaiming steps tell nothing";
  const notEvenTime = "how far the watcher gets in a turn tells nothing";
  const canary = "the watcher would notice: where a slice begins when the kernel is done, it does";
  return [
    telling(nothing, differing(one, other, "checksum"), false),
    telling(notEvenTime, differing(one, other, "steps"), false),
    ...(oneUnaligned && otherUnaligned
      ? [telling(canary, differing(oneUnaligned, otherUnaligned, "steps", "checksum"), true)]
      : []),
  ];
}
