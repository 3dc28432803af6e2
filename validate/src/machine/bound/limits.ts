/**
 * What each entry of the kernel may take on the machine, from a trap to the first instruction of whoever
 * runs next, or to where the machine waits: as the board's compiler makes the image at -O2, for one
 * domain. `idle-…` begins where the machine waits. Written down, so that a change that costs more shows.
 */

/** The most instructions, and the most bytes of stack. */
export const LIMITS: Readonly<
  Record<string, readonly [instructions: number, stack_bytes: number]>
> = {
  untypedRetype: [1860, 112],
  untypedReclaim: [560, 48],
  cnodeCopy: [420, 96],
  cnodeMint: [420, 112],
  cnodeMove: [420, 96],
  cnodeDelete: [220, 32],
  indirectionCreate: [180, 48],
  indirectionInvalidate: [140, 32],
  threadConfigure: [280, 48],
  threadResume: [360, 32],
  threadSuspend: [340, 32],
  threadSetPriority: [400, 48],
  threadSetDomain: [540, 48],
  send: [480, 80],
  nonblockingSend: [480, 80],
  call: [500, 80],
  receive: [680, 48],
  nonblockingReceive: [680, 48],
  reply: [300, 32],
  replyReceive: [820, 80],
  signal: [400, 32],
  wait: [300, 16],
  poll: [220, 32],
  yield: [160, 16],
  threadSetHandler: [280, 48],
  threadReadRegisters: [520, 32],
  threadWriteRegisters: [240, 80],
  threadBindNotification: [280, 48],
  threadSetAddressSpace: [280, 48],
  tableMap: [320, 64],
  tableUnmap: [160, 32],
  frameMap: [340, 64],
  frameUnmap: [160, 32],
  irqBind: [460, 48],
  irqAcknowledge: [240, 32],
  noSuchCall: [80, 0],
  timer: [240, 16],
  interrupt: [440, 48],
  fault: [280, 16],
  "idle-timer": [180, 16],
  "idle-interrupt": [400, 48],
};
