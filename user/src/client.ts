/** The client's argument: how many requests it makes; 0 until it is told that they are enough. */
export const REQUESTS = 0;
