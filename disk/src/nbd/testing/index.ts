/** What tests of other rooms use of this room's. */
export { exportOf } from "./fixtures.js";
