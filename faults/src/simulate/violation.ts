/** What the simulator found to be against the rule. */
export class Violation extends Error {}
