/** Theorems that take longer to load than to prove. */
import { setTimeout } from "node:timers/promises";
import { theorems as samples } from "./sample-theorems.js";

await setTimeout(700);

export const theorems = () => samples().slice(0, 1);
