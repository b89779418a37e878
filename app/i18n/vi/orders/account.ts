const words = {
  orders: {
    title: "Đơn của tôi",
    line: "{{code}}, {{amount}}",
    parcels_other: "{{count}} kiện",
    owed: "Chợ nợ bạn {{amount}}",
    owedTag: "Chờ hoàn",
    paidBack: "đã hoàn {{amount}}",
    state: { awaiting_payment: "Chờ thanh toán", in_progress: "Đang xử lý", completed: "Đã xong", ended: "Đã hủy" },
    onTheWay: "Đang giao",
    empty: "Bạn chưa có đơn nào",
    emptyText: "Đơn đặt lúc chưa đăng nhập xem ở trang Theo dõi đơn.",
    emptyAction: "Đi chợ",
    track: "Theo dõi đơn bằng mã",
    guest_other: "Có {{count}} đơn đặt bằng e-mail hoặc số điện thoại này lúc chưa đăng nhập.",
    guestText: "Xác nhận e-mail hoặc số điện thoại để đưa vào đây.",
    guestAction: "Xác nhận",
    join_other: "Có {{count}} đơn đặt bằng e-mail hoặc số điện thoại bạn đã xác nhận, lúc chưa đăng nhập.",
    joinAction: "Đưa vào đây",
    beyond: "Không còn đơn nào ở trang này",
    first: "Về trang đầu của danh sách",
  },
};

export default words;
