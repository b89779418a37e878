import account from "./account.ts";
import common from "./common.ts";
import gate from "./gate.ts";
import live from "./live.ts";
import seller from "./seller.ts";
import shop from "./shop.ts";
import staff from "./staff.ts";

/** All words of a language, for the server. */
export default { common, shop, account, seller, staff, live, gate };
