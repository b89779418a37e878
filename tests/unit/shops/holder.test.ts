import { describe, expect, it } from "vitest";
import { isSameHolder } from "#services/shops/rules.ts";

describe("the holder of an account", () => {
  it.each([
    ["HOANG THI MAY", "Hoàng Thị Mẩy"],
    ["HTX THANH MAI", "Hợp tác xã Thanh Mai"],
    ["TO CAM THANH MAI", "Tổ cam Thanh Mai"],
    ["CTY TNHH DUOC PHAM BAC", "Công ty TNHH Dược phẩm Bắc"],
    ["NONG VAN THANH", "Hộ kinh doanh Nông Văn Thành"],
    ["", "Hoàng Thị Mẩy"],
  ])("%s is %s", (holder, producer) => expect(isSameHolder(holder, producer)).toBe(true));

  it.each([
    ["NGUYEN VAN A", "Hoàng Thị Mẩy"],
    ["HOANG THI MAI", "Hoàng Thị Mẩy"],
    ["MAY", "Hoàng Thị Mẫn"],
  ])("%s is not %s", (holder, producer) => expect(isSameHolder(holder, producer)).toBe(false));
});
