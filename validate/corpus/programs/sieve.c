// The sieve of Eratosthenes, and primes by division.
#include "corpus.h"

static u8 composite[1000];

// try: sieve(below 1000)
EXPORT(sieve) u32 sieve(u32 limit) {
  if (limit > sizeof composite) limit = sizeof composite;
  u32 primes = 0;
  for (u32 number = 0; number < limit; number++) composite[number] = number < 2;
  for (u32 number = 2; number < limit; number++) {
    if (composite[number]) continue;
    primes++;
    for (u32 multiple = number * number; multiple < limit; multiple += number)
      composite[multiple] = 1;
  }
  return primes;
}

// try: is_prime(below 5000)
EXPORT(is_prime) u32 is_prime(u32 number) {
  if (number < 2) return 0;
  for (u32 divisor = 2; divisor * divisor <= number; divisor++)
    if (number % divisor == 0) return 0;
  return 1;
}

// try: collatz(below 1000)
EXPORT(collatz) u32 collatz(u32 number) {
  u32 steps = 0;
  while (number > 1 && steps < 500) {
    number = number & 1 ? 3 * number + 1 : number / 2;
    steps++;
  }
  return steps;
}
