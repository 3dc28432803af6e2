/** A thread for others to play with. It does nothing by itself. */
export function main(): void {}
