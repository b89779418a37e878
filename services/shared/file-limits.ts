const MB = 1024 * 1024;

/** The most bytes of one photo, and of one business paper. */
export const MAX_PICTURE_BYTES = 20 * MB;
export const MAX_PAPER_BYTES = 10 * MB;

/** Why a file is refused for its size, with the limit in MB; the browser says it before sending, the market after. */
export const tooLarge = (maxBytes: number) => ({
  code: "too_large" as const,
  details: { mb: Math.floor(maxBytes / MB) },
});
