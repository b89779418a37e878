import { Icon } from "../icon.tsx";
import { iconNames } from "../icon-names.ts";
import { Part } from "./words.tsx";

const colours = [
  ["paper", "Giấy bản"],
  ["surface", "Mặt"],
  ["sunken", "Lõm"],
  ["cham", "Chàm"],
  ["action", "Hành động"],
  ["action-ground", "Đang chọn"],
  ["live", "Trực tiếp"],
  ["red-ground", "Gấp, sai"],
  ["gold-ground", "Chỉ cho sao"],
  ["leaf-ground", "Đã xác nhận"],
  ["earth-ground", "Lưu ý"],
] as const;

/** Colour, type, the band, icons. */
export function Foundations() {
  return (
    <>
      <Part title="Màu">
        <ul className="g-swatches">
          {colours.map(([token, name]) => (
            <li key={token} data-c={token}>
              <b>{name}</b>
              <small>--{token}</small>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Chữ">
        <div className="stack stack--2">
          <p className="g-38">Chỗ Ngỡ Rượu Mướp Ếch Ẵm Ặ</p>
          <p className="g-30">Thịt trâu gác bếp mẫu</p>
          <p className="g-24">Lạp sườn, măng khô mẫu</p>
          <p className="g-18">Người làm ra bán thẳng cho người dùng</p>
          <p>
            Chữ đọc 16, dòng cao 1,5 để dấu ế, ỗ, ặ không chạm nhau. Số đều cột: 1.240 gói, 85.000&nbsp;₫, 24/11/2026.
          </p>
          <p className="meta">Chữ phụ 14, chỉ cho dòng bổ nghĩa: giá theo kg, giờ, số đếm.</p>
        </div>
      </Part>
      <Part
        title="Dải thổ cẩm"
        note="Một họa tiết duy nhất: răng lược, sao tám cánh, quả trám. Ở mép đầu trang, đầu mục, chỗ trống và lúc tải."
      >
        <div className="stack">
          <div className="bandline" />
          <div className="bandline bandline--cham" />
          <div className="bandline--s" />
          <div className="hem" />
        </div>
      </Part>
      <Part title="Biểu tượng" note="Luôn đi cùng chữ, hoặc có tên cho trình đọc màn hình.">
        <ul className="g-icons">
          {iconNames.map((name) => (
            <li key={name}>
              <Icon name={name} />
              {name}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
