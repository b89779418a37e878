/**
 * Whether the demonstration show comes, and when, or why not; null for a market that has none. What keeps it away on
 * this machine alone it says itself.
 * @param {{mode: "demo" | "real", options: {demoShow: boolean}, filming: {words: string, later: unknown, address: unknown}}} given
 */
export function demoShowWords({ mode, options, filming }) {
  if (mode !== "demo") return null;
  if (!options.demoShow) return { isComing: false, words: "left out (--no-demo-show)" };
  if (filming.address === null) return { isComing: false, words: `none, for there is ${filming.words}` };
  const when = filming.later === null ? "" : ", once the video server is ready";
  return { isComing: true, words: `on air within a minute${when}, at /live` };
}
