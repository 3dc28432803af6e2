/** What the durable disk must be, as pure functions over terms: they run, and they prove. */
export type { Claim } from "./claim.js";
export type { Entering, Entry, Window } from "./durable-disk/overlay.js";
export * as overlay from "./durable-disk/overlay.js";
export type { Watermarks } from "./durable-disk/watermarks.js";
export * as watermarks from "./durable-disk/watermarks.js";
