/** The byte-order question in SMT-LIB, written down on its own: no other solver gets a question
 * that our simplifier has been over. */

const bits = (value: number, width: number) => `(_ bv${value} ${width})`;

function stored(before: string, address: string, word: string, byte: number): string {
  const low = 8 * (byte % 4);
  return `(store ${before} ${address} ((_ extract ${low + 7} ${low}) ${word}))`;
}

/** How the double of the base is written. */
export type Double = "multiplied" | "shifted";

/** Whether the byte read can differ, so `unsat` says that it cannot. */
export function byteOrderText(words: number, double: Double): string {
  const bytes = Array.from({ length: 4 * words }, (_, byte) => byte);
  const wide = "((_ zero_extend 32) base)";
  const lines = [
    "(set-logic QF_ABV)",
    "(declare-const memory (Array (_ BitVec 64) (_ BitVec 8)))",
    "(declare-const base (_ BitVec 32))",
    "(declare-const value (_ BitVec 32))",
    "(declare-const place (_ BitVec 64))",
  ];
  const define = (name: string, body: string) => {
    lines.push(`(define-fun ${name} () (Array (_ BitVec 64) (_ BitVec 8)) ${body})`);
    return name;
  };
  const twice =
    double === "multiplied"
      ? `(bvmul base ${bits(2, 32)})`
      : "(concat ((_ extract 30 0) base) #b0)";
  const one = bytes.reduce((before, byte) => {
    const sum = `(bvadd value (bvmul base ${bits(3, 32)}))`;
    const word = `(bvadd ${sum} ${bits(byte >> 2, 32)})`;
    return define(`one${byte}`, stored(before, `(bvadd ${wide} ${bits(byte, 64)})`, word, byte));
  }, "memory");
  const other = bytes.reduceRight((before, byte) => {
    const word = `(bvadd (bvadd (bvadd value base) ${twice}) ${bits(byte >> 2, 32)})`;
    const start = `(bvadd ${wide} ${bits(byte & ~3, 64)})`;
    const address = `(bvadd ${start} ${bits(byte & 3, 64)})`;
    return define(`other${byte}`, stored(before, address, word, byte));
  }, "memory");
  lines.push(`(assert (not (= (select ${one} place) (select ${other} place))))`, "(check-sat)");
  return `${lines.join("\n")}\n`;
}
