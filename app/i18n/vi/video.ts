/** How it stands with the video server: what is being prepared, or what is missing and how to get it. */
export default {
  preparing: {
    download: "Chợ đang tải máy chủ hình LiveKit về, thường mất dưới một phút.",
    build: "Chợ đang dựng máy chủ hình LiveKit bằng Go, mất hai đến bốn phút.",
    wait: "Chợ đang chờ một lần mở chợ khác trên máy này tải xong máy chủ hình LiveKit.",
  },
  missing: {
    not_fetched: "Chợ thiếu máy chủ hình LiveKit, và lần mở này không được tải về.",
    no_way: "Chợ thiếu máy chủ hình LiveKit: máy này không có bản tải sẵn, cũng không có Go để dựng.",
    failed: "Chợ thiếu máy chủ hình LiveKit: tải về và dựng đều không được.",
    not_starting: "Máy chủ hình LiveKit đã có nhưng không khởi động được.",
    not_set: "Chợ chưa nối với máy chủ hình LiveKit nào.",
    silent: "Máy chủ hình LiveKit đang không trả lời.",
  },
  how: {
    not_fetched: "Người giữ máy của chợ mở lại chợ không kèm --no-download, hoặc cài livekit-server 1.13.5.",
    no_way: "Người giữ máy của chợ cài livekit-server 1.13.5 (docs.livekit.io) hoặc Go 1.26 (go.dev), rồi mở lại chợ.",
    failed: "Người giữ máy của chợ kiểm tra mạng rồi mở lại chợ, hoặc cài livekit-server 1.13.5 (docs.livekit.io).",
    not_starting: "Người giữ máy của chợ xem livekit.log trong thư mục nhật ký; lý do ở các dòng cuối.",
    not_set: "Người giữ máy của chợ đặt LIVEKIT_URL, LIVEKIT_KEY và LIVEKIT_SECRET, rồi mở lại chợ.",
    silent:
      "Máy chủ của chợ thì tự khởi động lại trong ít giây. Máy chủ riêng thì người giữ máy xem nó có đang chạy và LIVEKIT_URL có đúng không.",
  },
  comes: "Hình sẽ tự hiện khi xong, bạn vẫn mua được hàng.",
  without: "Phiên chưa có hình, bạn vẫn xem hàng và mua được.",
  hostComes: "Trang tự nối khi xong, bạn vẫn sửa kịch bản được.",
};
