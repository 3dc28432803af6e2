/** All scenes, in the order in which they are played. */
import type { Scene } from "../scene.js";
import { badCallsScene } from "./bad-calls.js";
import { domainsScene } from "./domains.js";
import { hostileScene } from "./hostile.js";
import { killsScene } from "./kills.js";
import { reclaimScene } from "./reclaim.js";
import { storeScene } from "./store.js";

export interface SceneOptions {
  readonly kills: number;
  readonly badCalls: number;
  readonly seed: number;
  /** How many turns are watched in the scene of the domains: in a test few, and no canary. */
  readonly turns?: number;
}

const TURNS = 24;

export function scenesOf({ kills, badCalls, seed, turns }: SceneOptions): Scene[] {
  return [
    storeScene(),
    hostileScene(),
    killsScene(kills, seed),
    reclaimScene(),
    domainsScene(turns ?? TURNS, turns === undefined),
    badCallsScene(badCalls, seed),
  ];
}
