/** xorshift64*: repeatable numbers. */
let state: u64 = 1;

export function seed(value: u64): void {
  state = (value * 0x9e3779b97f4a7c15) | 1;
}

export function next(): u64 {
  state ^= state >> 12;
  state ^= state << 25;
  state ^= state >> 27;
  return state * 0x2545f4914f6cdd1d;
}

export function below(limit: u64): u64 {
  return (next() >> 11) % limit;
}
