/** The disk's driver is killed again and again, at any of its instructions; no request is lost. */
import { manifestOf, type Role } from "../cast.js";
import { eventText } from "../events.js";
import { TOLD_REQUEST, VICTIM_TEXT } from "../saboteur.js";
import { type Claim, lastOf, type Scene } from "../scene.js";
import { ENOUGH, TOLD } from "../slots.js";
import { STORE_OBJECTS, storeRoles } from "./store.js";

/** More important than the driver: it moves its breakpoint before the driver runs again. */
const saboteur = (kills: number, seed: number): Role => ({
  name: "saboteur",
  program: "saboteur",
  priority: 55,
  holds: [
    { slot: TOLD, object: "told", rights: ["read"] },
    { slot: ENOUGH, object: "enough", rights: ["write"], badge: 1 },
  ],
  maps: [{ address: VICTIM_TEXT, object: "disk.text", rights: ["read", "write"] }],
  arguments: [kills, seed],
  isTrusted: true,
});

/** The client goes on until it is told that there were enough kills. */
function roles(kills: number, seed: number): Role[] {
  const others = storeRoles(0).map((role) =>
    role.name === "client"
      ? {
          ...role,
          holds: [
            ...(role.holds ?? []),
            { slot: TOLD, object: "told", rights: ["write"], badge: TOLD_REQUEST } as const,
            { slot: ENOUGH, object: "enough", rights: ["read"] } as const,
          ],
        }
      : role,
  );
  return [...others, saboteur(kills, seed)];
}

export function killsScene(kills: number, seed: number): Scene {
  return {
    name: "kills",
    title: "the disk's driver is killed at any of its instructions, and started again",
    manifest: manifestOf({
      roles: roles(kills, seed),
      objects: { ...STORE_OBJECTS, enough: { kind: "notification" } },
      driver: "disk",
    }),
    isOver: (events) => lastOf(events, "client", "finished") !== undefined,
    judge: (events): Claim[] => {
      const end = lastOf(events, "client", "finished");
      const killed = lastOf(events, "saboteur", "enough");
      const askedAgain = end?.fields["asked-again"] ?? 0;
      return [
        {
          claim: `the driver is killed ${kills} times and started again each time`,
          holds: killed?.fields["kills"] === kills,
          seen: killed === undefined ? "fewer" : eventText(killed),
        },
        {
          claim: "kills hit requests in the middle, which were asked again",
          holds: askedAgain > 0,
          seen: `${askedAgain} requests to the driver`,
        },
        {
          claim: "no request is lost: each is answered, and what is read is what was stored",
          holds: end?.fields["wrong"] === 0,
          seen: end === undefined ? "the client did not finish" : eventText(end),
        },
      ];
    },
    needsDisk: true,
    limit_s: 60 + kills,
  };
}
