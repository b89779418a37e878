import studio from "./live/studio.ts";
import watch from "./live/watch.ts";

export default { watch, studio };
