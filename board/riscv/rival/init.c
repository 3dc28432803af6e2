/*
 * The first process of a Linux that is measured: two processes hand a word to and fro, by pipes and by
 * futexes, and one asks for its parent's number. It is counted by the clock, which in the emulator goes
 * on 100 ns, that is 100 instructions, at a time: over so many rounds that this is nothing.
 *
 * No C library: the calls are the kernel's own.
 */
typedef unsigned long word;

#define WRITE 64
#define READ 63
#define PIPE2 59
#define CLONE 220
#define GETPPID 173
#define FUTEX 98
#define MAP 222
#define EXIT 93
#define SLEEP 101

#define SIGCHLD 17
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define READ_AND_WRITE 3
#define SHARED_AND_ANONYMOUS 0x21
#define INSTRUCTIONS_PER_TICK 100

#define SETTLE_SECONDS 5
#define ROUNDS 20000
#define WARM_UP 1000

static long call(word number, word a, word b, word c, word d, word e, word f) {
  register word a0 __asm__("a0") = a;
  register word a1 __asm__("a1") = b;
  register word a2 __asm__("a2") = c;
  register word a3 __asm__("a3") = d;
  register word a4 __asm__("a4") = e;
  register word a5 __asm__("a5") = f;
  register word a7 __asm__("a7") = number;
  __asm__ volatile("ecall"
                   : "+r"(a0)
                   : "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5), "r"(a7)
                   : "memory");
  return (long)a0;
}

static word ticks(void) {
  word now;
  __asm__ volatile("rdtime %0" : "=r"(now));
  return now;
}

static void print(const char *text) {
  word length = 0;
  while (text[length] != 0) length++;
  call(WRITE, 1, (word)text, length, 0, 0, 0);
}

static void report(const char *name, word start, word rounds) {
  word instructions = (ticks() - start) * INSTRUCTIONS_PER_TICK / rounds;
  char digits[24];
  int at = 23;
  digits[at] = 0;
  do {
    digits[--at] = (char)('0' + instructions % 10);
    instructions /= 10;
  } while (instructions != 0);
  print("rival ");
  print(name);
  print(" ");
  print(digits + at);
  print("\n");
}

static int fork(void) { return (int)call(CLONE, SIGCHLD, 0, 0, 0, 0, 0); }

static void pass_by_pipes(int from, int to, char *byte) {
  call(READ, (word)from, (word)byte, 1, 0, 0, 0);
  call(WRITE, (word)to, (word)byte, 1, 0, 0, 0);
}

static void measure_pipes(void) {
  int there[2], back[2];
  char byte = 'x';
  call(PIPE2, (word)there, 0, 0, 0, 0, 0);
  call(PIPE2, (word)back, 0, 0, 0, 0, 0);
  if (fork() == 0)
    for (;;) pass_by_pipes(there[0], back[1], &byte);
  call(WRITE, (word)there[1], (word)&byte, 1, 0, 0, 0);
  for (int round = 0; round < WARM_UP; round++) pass_by_pipes(back[0], there[1], &byte);
  word start = ticks();
  for (int round = 0; round < ROUNDS; round++) pass_by_pipes(back[0], there[1], &byte);
  report("pipe", start, ROUNDS);
}

/* Two words: each is one while it is the turn of who waits for it. */
static void await(volatile int *turn) {
  while (*turn == 0) call(FUTEX, (word)turn, FUTEX_WAIT, 0, 0, 0, 0);
  *turn = 0;
}

static void hand_over(volatile int *turn) {
  *turn = 1;
  call(FUTEX, (word)turn, FUTEX_WAKE, 1, 0, 0, 0);
}

static void measure_futexes(void) {
  volatile int *there =
      (volatile int *)call(MAP, 0, 4096, READ_AND_WRITE, SHARED_AND_ANONYMOUS, (word)-1, 0);
  volatile int *back = there + 16;
  if (fork() == 0)
    for (;;) {
      await(there);
      hand_over(back);
    }
  word start = 0;
  for (int round = -WARM_UP; round < ROUNDS; round++) {
    if (round == 0) start = ticks();
    hand_over(there);
    await(back);
  }
  report("futex", start, ROUNDS);
}

static void measure_call(void) {
  word start = ticks();
  for (int round = 0; round < ROUNDS; round++) call(GETPPID, 0, 0, 0, 0, 0, 0);
  report("getppid", start, ROUNDS);
}

/* Until the kernel has done what it puts off while it boots. */
static void let_it_settle(void) {
  word duration[2] = {SETTLE_SECONDS, 0};
  call(SLEEP, (word)duration, 0, 0, 0, 0, 0);
}

void _start(void) {
  let_it_settle();
  measure_call();
  measure_pipes();
  measure_futexes();
  print("rival end\n");
  call(EXIT, 0, 0, 0, 0, 0, 0);
}
