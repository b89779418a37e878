const WAITS_MS = [300, 1000, 2000, 3000];

/**
 * How often the video client tries the pass it has, before we ask for a new one: a video server that fell over knows no
 * room any more until a new pass was asked for.
 */
export const fewTries = {
  nextRetryDelayInMs: ({ retryCount }: { retryCount: number }) => WAITS_MS[retryCount] ?? null,
};
