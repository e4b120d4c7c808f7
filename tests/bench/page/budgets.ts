// What the page shall cost. They are reported against, never asserted: times depend on the computer.

export const budgets = {
  /** Bytes (brotli) that are transferred before a camera's first prompt, without openssl. */
  transferred: 700_000,
  /** A handshake of two cameras in the page's world, over one of bare mbedTLS in the same process. */
  ratio: 1.5,
  /** Lighthouse's score in each category, of 100. */
  lighthouse: 95,
};
