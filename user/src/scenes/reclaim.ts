/** Memory of a component is taken back against its will, and used anew. */
import { manifestOf, numberOf, type Role } from "../cast.js";
import { type Event, eventText } from "../events.js";
import { MEMORY, PARLOUR, TENANCY } from "../reclaim.js";
import { type Claim, lastOf, type Scene } from "../scene.js";

const PAGES = 64;
const HANDED_ON_PAGES = 24;
/** One to kill it, one to release it, and one for each entry of a table. */
const STEPS_PER_PAGE_MAX = 2 + 512;
const CANCELLED = 9;
const NO_CAPABILITY = 3;

/** More important than the landlord, so that they wait before it begins. */
const guest = (number: number): Role => ({
  name: `guest ${number}`,
  program: "guest",
  priority: 32,
  holds: [{ slot: TENANCY, object: "tenancy", rights: ["write"], badge: number }],
  maps: [{ address: PARLOUR, object: "parlour", rights: ["read", "write"] }],
});
const GUESTS = [1, 2, 3];

const ROLES: readonly Role[] = [
  {
    name: "landlord",
    program: "landlord",
    priority: 30,
    holds: [
      { slot: MEMORY, object: "estate", rights: ["read", "write", "grant"] },
      { slot: TENANCY, object: "tenancy", rights: ["write"], badge: 9 },
    ],
    arguments: [{ page: "estate" }, PAGES, { page: "handed-on" }],
  },
  {
    name: "tenant",
    program: "tenant",
    priority: 30,
    within: "estate",
    holds: [{ slot: MEMORY, object: "handed-on", rights: ["read", "write", "grant"] }],
    arguments: [{ page: "handed-on" }, HANDED_ON_PAGES],
  },
  ...GUESTS.map(guest),
];

export function reclaimScene(): Scene {
  const manifest = manifestOf({
    roles: ROLES,
    objects: {
      estate: { kind: "untyped", pages: PAGES },
      "handed-on": { kind: "untyped", pages: HANDED_ON_PAGES, within: "estate" },
      tenancy: { kind: "endpoint", within: "estate" },
      parlour: { kind: "frame", within: "estate" },
    },
  });
  const wards = GUESTS.map((number) => numberOf(manifest, `guest ${number}`));
  return {
    name: "reclaim",
    title: "a component's memory is taken back while it works against it, and used anew",
    manifest,
    isOver: (events) =>
      lastOf(events, "landlord", "used-anew") !== undefined &&
      events.filter(({ what }) => what === "left").length === GUESTS.length &&
      events.filter(({ what }) => what === "stopped" || what === "still-there").length >=
        GUESTS.length,
    judge: (events) => [...takingBack(events), ...guestsLeave(events, wards)],
    limit_s: 60,
  };
}

/** What the landlord and the tenant did. */
function takingBack(events: readonly Event[]): Claim[] {
  const taken = lastOf(events, "landlord", "taken-back");
  const used = lastOf(events, "landlord", "used-anew");
  const busy = lastOf(events, "tenant", "busy");
  return [
    {
      claim: "all pages are taken back, each in a bounded number of the owner's steps",
      holds:
        taken?.fields["strange"] === 0 &&
        taken.fields["left"] === 0 &&
        (taken.fields["most"] ?? Number.POSITIVE_INFINITY) <= STEPS_PER_PAGE_MAX,
      seen: taken === undefined ? "they are not" : eventText(taken),
    },
    {
      claim: "the component made objects of them meanwhile, at each step anew",
      holds: (busy?.fields["rounds"] ?? -1) >= 0,
      seen: busy === undefined ? "it did nothing" : eventText(busy),
    },
    {
      claim: "the pages are used anew, and a stale capability to one of them is refused",
      holds: used?.fields["pages"] === PAGES && used.fields["stale"] === 1,
      seen: used === undefined ? "they are not" : eventText(used),
    },
  ];
}

/** What became of the guests, whose numbers are `wards`. */
function guestsLeave(events: readonly Event[], wards: readonly number[]): Claim[] {
  const left = events.filter(({ what }) => what === "left");
  const faults = events.filter(
    ({ what, fields }) => what === "stopped" && wards.includes(fields["ward"] ?? 0),
  );
  return [
    {
      claim: "who waited at its endpoint is told, and cannot call it again",
      holds:
        left.length === GUESTS.length &&
        left.every(
          ({ fields }) => fields["waiting"] === CANCELLED && fields["calling"] === NO_CAPABILITY,
        ),
      seen: left.map(eventText).join("; ") || "nobody was",
    },
    {
      claim: "who had its frame mapped has it no more",
      holds: faults.length === GUESTS.length,
      seen: `${faults.length} load page faults`,
    },
  ];
}
