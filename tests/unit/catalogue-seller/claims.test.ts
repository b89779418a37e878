import { describe, expect, it } from "vitest";
import { findClaims } from "#services/shared/claims.ts";

describe("words of cure, prevention and treatment", () => {
  it.each([
    ["Sợi miến dai, ăn thường xuyên chữa khỏi tiểu đường.", ["chữa khỏi", "tiểu đường"]],
    ["Đặc trị viêm họng", ["Đặc trị"]],
    ["dac tri viem hong", ["dac tri"]],
    ["Hỗ trợ điều trị dạ dày", ["điều trị"]],
    ["Trị bệnh mất ngủ", ["Trị bệnh"]],
    ["uống là khỏi bệnh", ["khỏi bệnh"]],
    ["dùng thay thế thuốc", ["thay thế thuốc"]],
    ["dung thay the thuoc", ["thay the thuoc"]],
    ["Ngăn ngừa ung thư", ["Ngăn ngừa ung thư"]],
    ["NGAN NGUA UNG THU", ["NGAN NGUA UNG THU"]],
    ["phòng ngừa tiểu đường", ["phòng ngừa tiểu đường"]],
    ["bài thuốc chữa ho", ["chữa"]],
    ["hạ huyết áp, giảm mỡ máu", ["hạ huyết áp", "giảm mỡ máu"]],
    ["Chua benh dut diem", ["Chua benh", "dut diem"]],
    ["cures cancer and prevents diabetes", ["cures cancer", "prevents diabetes"]],
    ["a cure for everything", ["cure for"]],
    ["a substitute for medicine", ["substitute for medicine"]],
  ])("are found in “%s”", (text, words) => {
    expect(findClaims(text)).toEqual(words);
  });

  it("are found however the accents are composed", () => {
    expect(findClaims("chữa bệnh".normalize("NFD"))).toEqual(["chữa bệnh"]);
  });

  it.each([
    "Bình chữa cháy treo ở xưởng",
    "Xưởng mới sửa chữa năm ngoái",
    "Túi chứa 500 g miến, chưa cắt sợi, vị chua nhẹ",
    "Mang chua ngam ot, vi chua thanh, chua qua che bien",
    "Quản trị hợp tác xã theo giá trị bền vững, chính trị viên ghé thăm",
    "Phòng nghỉ rộng, có phòng họp và đồ bảo hộ phòng hộ",
    "Giữ nơi khô ráo, chống ẩm, chống mốc, ngừa mối mọt",
    "Hết hạn thì bỏ, hết hàng thì báo",
    "Thuốc lá và thuốc nhuộm không dùng ở đây",
    "Người bị dị ứng với đậu nên hỏi trước",
    "Thực phẩm bảo vệ sức khỏe. Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh.",
    "Hợp với người ăn kiêng",
    "Cured pork and sweet treats, heat treatment of the leaves, for any guest",
    "Gạo bao thai lùn, hạt dẻo, thơm; nấu 20 phút",
    "",
  ])("are not found in “%s”", (text) => {
    expect(findClaims(text)).toEqual([]);
  });
});

describe("stars that a shop gives itself", () => {
  it.each([
    "OCOP 5 sao",
    "ocop: 4 sao",
    "sản phẩm 3 sao OCOP",
    "Đạt chuẩn 4 sao cấp tỉnh",
    "OCOP năm sao",
    "OCOP 5*",
    "5-star OCOP",
    "★★★★★",
  ])("are found in “%s”", (text) => {
    expect(findClaims(text)).toHaveLength(1);
  });

  it.each([
    "Chè sao suốt 3 lần",
    "Ngôi sao vàng đất Việt",
    "Sản phẩm tham gia chương trình OCOP từ năm 2020",
    "Sau 5 năm sao chép công thức",
    "Phơi 3 nắng, sao 2 lửa",
  ])("are not found in “%s”", (text) => {
    expect(findClaims(text)).toEqual([]);
  });
});

it("checks ten thousand letters of piled marks without losing its way", () => {
  expect(findClaims("a\u0301".repeat(10_000))).toEqual([]);
  expect(findClaims(`${"miến dong ".repeat(1000)}chữa bệnh`)).toEqual(["chữa bệnh"]);
});
