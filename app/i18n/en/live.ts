import aside from "./live/aside.ts";
import studio from "./live/studio.ts";
import watch from "./live/watch.ts";

export default { watch, studio, aside };
