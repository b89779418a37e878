/** The gate of a show: what must be true before it opens, with reasons and ways out. */
const words = {
  lines: {
    shop: {
      good: "Cửa hàng đã duyệt",
      bad: "Cửa hàng chưa bán được",
      why: "Cửa hàng đang chờ duyệt, bị tạm dừng hoặc tạm nghỉ.",
      way: "Xem cửa hàng",
    },
    host: {
      good: "Người dẫn đã xác minh",
      bad: "Người dẫn chưa xác minh",
      why: "Cán bộ ghi nhận khi đã thấy giấy tờ tùy thân. Gọi ban quản lý chợ để hẹn, hoặc chọn người dẫn khác.",
      way: "Chọn người dẫn",
    },
    items: {
      good: "Có hàng trong kịch bản",
      bad: "Kịch bản chưa có món nào",
      why: "Thêm ít nhất một món.",
      way: "Thêm món",
    },
    video: {
      good: "Máy chủ hình sẵn sàng",
      bad: "Máy chủ hình chưa sẵn sàng",
    },
    listing: {
      good: "Hàng đã duyệt và đang bán",
      bad: "{{name}}: không đang bán",
      why: "Hàng chưa duyệt, tạm ngừng, bị gỡ hoặc chưa có giá.",
      way: "Xem món này",
    },
    certificate: {
      good: "Chứng nhận còn hiệu lực",
      bad: "{{name}}: chứng nhận không còn hiệu lực",
      why: "Chứng nhận {{how}}. Gia hạn rồi báo cán bộ, hoặc bỏ món này khỏi phiên.",
      way: "Xem món này",
    },
    never_certified: {
      good: "Đã có chứng nhận",
      bad: "{{name}}: chưa từng có chứng nhận OCOP",
      why: "Món này bán ở cửa hàng được nhưng chưa lên phiên được. Bỏ khỏi phiên, hoặc chờ cán bộ nhập chứng nhận.",
      way: "Xem món này",
    },
    alcohol_licence: {
      good: "Có giấy phép bán rượu",
      bad: "{{name}}: chưa có giấy phép bán rượu",
      why: "Nộp giấy phép cho ban quản lý chợ để ghi nhận.",
      way: "Xem cửa hàng",
    },
    alcohol_price: {
      good: "Rượu bán đúng giá",
      bad: "{{name}}: rượu không được giảm giá",
      why: "Luật cấm khuyến mại rượu mạnh. Đặt bằng giá ngoài phiên hoặc để trống giá phiên.",
      way: "Sửa giá",
    },
    health_warning: {
      good: "Lời cảnh báo sẽ hiện khi ghim",
      bad: "{{name}}: thiếu lời cảnh báo",
      why: "Món này tự gọi là thực phẩm bảo vệ sức khỏe nhưng chưa được đánh dấu, nên lời cảnh báo không hiện được.",
      way: "Sửa món này",
    },
    price: {
      good: "Giá phiên không cao hơn giá ngoài",
      bad: "{{name}}: giá phiên cao hơn giá ngoài",
      why: "Giá ngoài đang là {{regular}}.",
      way: "Sửa giá",
    },
    discount: {
      good: "Giá giảm là giảm thật",
      bad: "{{name}}: chưa gọi là giảm giá được",
      why: "30 ngày qua bạn đã bán {{lowest}}. Đặt dưới giá đó, hoặc bỏ chữ giảm giá.",
      way: "Sửa giá",
    },
  },
  how: { lapsed: "hết hạn", revoked: "bị thu hồi", not_yet: "chưa có hiệu lực" },
  goods_other: "{{count}} món",
};

export default words;
