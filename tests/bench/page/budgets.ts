// These are the limits for the page. They are reported, never asserted: times depend on the computer.

export const budgets = {
  /** `transferred` is in bytes (brotli), sent before a camera's first prompt, without openssl. */
  transferred: 700_000,
  /**
   * `ratio` compares a handshake of two cameras in the page's world with one of bare mbedTLS in the same
   * process.
   */
  ratio: 1.5,
  /** `lighthouse` is Lighthouse's score in each category, out of 100. */
  lighthouse: 95,
};
