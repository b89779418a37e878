/** Vietnamese without its marks: `Đặng Thị Ả` as `Dang Thi A`. */
export function unaccented(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
}
