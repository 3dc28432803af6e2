/** Components above the microkernel, and the scenes that they play on the board. */
export { pictureOf } from "./graph.js";
export type { Claim, Scene } from "./scene.js";
export { type SceneOptions, scenesOf } from "./scenes/index.js";
export { onSimulatedMachine } from "./simulated.js";
export { type Played, play, requireTools } from "./stage.js";
