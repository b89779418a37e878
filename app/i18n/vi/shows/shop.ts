/** The list of shows. */
const words = {
  shows: {
    title: "Phiên live",
    description: "Lịch phiên live trên Chợ Phiên: phiên đang phát, phiên sắp tới và phiên đã qua.",
    lead: "{{live}} đang phát, {{coming}} sắp tới",
    now: "Đang phát",
    onAir: "Trực tiếp",
    demo: "Bản trình diễn",
    watch: "Vào xem phiên",
    since: "từ {{time}}",
    pinned: "Đang ghim {{name}}, {{price}}.",
    pinnedDeal: "Đang ghim {{name}}, giá phiên {{price}}, còn {{left}} trên {{quota}} suất.",
    coming: "Sắp lên phiên",
    comingNone: "Chưa có phiên nào được hẹn. Hàng vẫn bán ở chợ mỗi ngày.",
    today: "Hôm nay, {{day}}",
    adults: "từ 18 tuổi",
    past: "Phiên đã qua",
    pastNone: "Chưa có phiên nào đã qua.",
    items_other: "{{count}} món",
    orders_other: "{{count}} đơn",
    stopped: "bị dừng lúc {{time}}",
    keeps: "Phiên đã qua giữ hàng, trò chuyện và số đã bán. Hình và tiếng chưa được ghi lại.",
    toMarket: "Xem hàng ở chợ",
  },
};

export default words;
