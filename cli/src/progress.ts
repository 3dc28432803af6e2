/** Progress on standard error: one line that changes on a terminal, one line a step elsewhere, but
 * none for a step that is only told again. */

export interface Progress {
  step(text: string): void;
  done(): void;
}

export function startProgress(): Progress {
  const start = performance.now();
  const elapsed = () => `${((performance.now() - start) / 1000).toFixed(0).padStart(3)} s`;
  return process.stderr.isTTY ? changingLine(elapsed) : plainLines(elapsed);
}

function plainLines(elapsed: () => string): Progress {
  let told = "";
  return {
    step: (text) => {
      if (text !== told) process.stderr.write(`${elapsed()}  ${text}\n`);
      told = text;
    },
    done: () => undefined,
  };
}

function changingLine(elapsed: () => string): Progress {
  let current = "";
  const draw = () => {
    const width = process.stderr.columns ?? 80;
    process.stderr.write(`\r\x1b[K${`${elapsed()}  ${current}`.slice(0, width - 1)}`);
  };
  const timer = setInterval(draw, 500);
  timer.unref();
  return {
    step: (text) => {
      current = text;
      draw();
    },
    done: () => {
      clearInterval(timer);
      process.stderr.write("\r\x1b[K");
    },
  };
}

const TELL_MS = 2000;

/** The same, told at most every two seconds. */
export function throttled(tell: (count: number) => void): (count: number) => void {
  let told_ms = performance.now();
  return (count) => {
    if (performance.now() - told_ms < TELL_MS) return;
    told_ms = performance.now();
    tell(count);
  };
}
