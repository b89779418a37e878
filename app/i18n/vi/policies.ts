/**
 * Bản 1 of the market's rules. A change of meaning is a new version: a row of `policy_versions` and new words here.
 * Headings and paragraphs; a paragraph that begins with "- " is a line of a list.
 */
const policies = {
  rules: {
    title: "Quy chế hoạt động",
    lead: "Chợ Phiên là chợ điện tử của chương trình mỗi xã một sản phẩm. Người làm ra bán thẳng cho người mua; chợ kiểm duyệt, giữ sổ chứng nhận và lo đường tiền.",
    sections: [
      {
        title: "Ai bán, ai mua",
        text: [
          "Người bán là hộ kinh doanh, tổ hợp tác, hợp tác xã hoặc doanh nghiệp làm ra hàng. Trước khi bán, cửa hàng phải khai tên đăng ký, mã số thuế, địa chỉ, cách liên lạc, tài khoản nhận tiền và nộp giấy tờ; cán bộ xem rồi mới cho mở.",
          "Ai cũng mua được, có tài khoản hay không. Rượu chỉ bán cho người từ đủ 18 tuổi.",
        ],
      },
      {
        title: "Hàng lên chợ",
        text: [
          "Mỗi món được cán bộ duyệt trước khi bán. Tên, lời tả, ảnh và lời quảng cáo khi sửa phải duyệt lại; bản cũ vẫn bán trong lúc chờ.",
          "Không bán:",
          "- hàng cấm, hàng giả, hàng không rõ nơi làm;",
          "- hàng quá hạn dùng hoặc lô đã có quyết định thu hồi;",
          "- thực phẩm quảng cáo chữa bệnh. Thực phẩm bảo vệ sức khỏe phải ghi đủ hai câu luật định.",
        ],
      },
      {
        title: "Sao OCOP",
        text: [
          "Sao chỉ hiện khi sổ chứng nhận có giấy còn hiệu lực vào đúng lúc bạn mở trang. Giấy hết hạn hoặc bị thu hồi thì sao mất ở mọi nơi trên chợ. Không ai mua được sao, cửa hàng không sửa được sổ.",
        ],
      },
      {
        title: "Giá, đặt hàng, trả tiền",
        text: [
          "Giá ghi trên trang đã gồm thuế. Phí vận chuyển tính riêng cho từng cửa hàng và hiện rõ trước khi đặt. Đơn chỉ thành khi giá và phí đúng như bạn đã xác nhận.",
          "Bạn trả qua cổng thanh toán hoặc trả khi nhận hàng. Rượu không giao thu tiền tận nơi.",
          "Cửa hàng có thời hạn để nhận đơn; quá hạn đơn tự hủy và hàng trở về kho.",
        ],
      },
      {
        title: "Chợ làm gì khi có vi phạm",
        text: [
          "Cán bộ có thể gỡ một món, tạm ngừng một cửa hàng, thu hồi chứng nhận. Mỗi quyết định có lý do, người ký và được lưu lại. Cửa hàng được báo lý do và được trả lời.",
        ],
      },
    ],
  },
  returns: {
    title: "Đổi trả, hoàn tiền",
    lead: "Hàng hỏng, sai hoặc không đúng lời tả thì bạn được trả lại.",
    sections: [
      {
        title: "Khi nào được trả",
        text: [
          "Trong 7 ngày kể từ ngày nhận, khi:",
          "- hàng vỡ, hỏng, mốc, thiếu hoặc nhầm;",
          "- hàng không đúng lời tả, ảnh, nơi làm ra hoặc hạn dùng ghi trên trang;",
          "- lô hàng bị thu hồi (không kể số ngày).",
          "Nếu thông tin người bán đưa ra là sai, bạn có quyền chấm dứt giao kết trong 30 ngày theo Luật Bảo vệ quyền lợi người tiêu dùng.",
        ],
      },
      {
        title: "Khi nào không nhận trả",
        text: [
          "Hàng tươi sống đã giao đúng và tốt, hàng đã dùng hết quá nửa mà không lỗi, hàng bạn đổi ý sau khi đã mở gói.",
        ],
      },
      {
        title: "Làm thế nào",
        text: [
          "- Mở đơn hàng, chụp ảnh hàng và nhãn lô, gọi hoặc viết cho cửa hàng theo số ghi trên trang cửa hàng.",
          "- Cửa hàng trả lời trong 2 ngày làm việc. Không được trả lời hoặc không đồng ý, bạn khiếu nại với chợ.",
          "- Phí gửi trả do cửa hàng chịu khi lỗi ở hàng.",
        ],
      },
      {
        title: "Tiền về khi nào",
        text: [
          "Khoản phải trả lại được ghi vào đơn ngay khi có quyết định, và bộ phận tài chính chuyển lại cho bạn. Bạn thấy khoản đó trong đơn cho đến khi tiền đã chuyển, kèm số tham chiếu.",
        ],
      },
    ],
  },
  privacy: {
    title: "Dữ liệu cá nhân",
    lead: "Chợ chỉ hỏi điều cần để giao hàng, nhận tiền và giữ đúng luật.",
    sections: [
      {
        title: "Chợ giữ gì, để làm gì",
        text: [
          "- Tên, điện thoại, địa chỉ nhận hàng: để giao đơn. Cửa hàng của đơn và bên vận chuyển thấy.",
          "- Thư điện tử, điện thoại đăng nhập: để vào tài khoản và báo tin về đơn.",
          "- Đơn hàng, số tiền, trạng thái: để làm sổ sách theo luật kế toán và thuế.",
          "- Địa chỉ mạng của máy bạn: để chặn gửi tin ồ ạt, chỉ giữ dạng đã mã hóa và trong thời gian ngắn.",
          "Chợ không hỏi ảnh giấy tờ tùy thân, không giữ số thẻ ngân hàng, không theo dõi bạn ở trang khác, không bán dữ liệu.",
        ],
      },
      {
        title: "Bánh quy",
        text: [
          "Hai bánh quy cần thiết: một giữ phiên đăng nhập, một giữ giỏ hàng của máy chưa đăng nhập. Không có bánh quy quảng cáo.",
        ],
      },
      {
        title: "Quyền của bạn",
        text: [
          "Bạn được xem, sửa, rút lại đồng ý, xin xóa dữ liệu của mình. Chợ trả lời trong 2 ngày làm việc. Điều luật buộc giữ, như hóa đơn, thì giữ đến hết hạn luật định; tên và địa chỉ trong đơn cũ có thể được bỏ đi mà không đổi sổ tiền.",
        ],
      },
      {
        title: "Khi có sự cố",
        text: ["Nếu dữ liệu bị lộ, chợ báo cơ quan có thẩm quyền và người bị ảnh hưởng theo thời hạn của luật."],
      },
    ],
  },
  complaints: {
    title: "Khiếu nại",
    lead: "Có chuyện không ổn với một đơn, một món hay một cửa hàng, bạn nói với chợ theo các bước sau.",
    sections: [
      {
        title: "Bước 1: hỏi cửa hàng",
        text: ["Số điện thoại của cửa hàng ở trang cửa hàng và trang đơn. Phần lớn chuyện nhỏ xong ở đây."],
      },
      {
        title: "Bước 2: báo cho chợ",
        text: [
          "Về một món hoặc một lô: bấm “Báo thông tin sai” ở trang món hoặc trang lô. Về một đơn: ghi mã đơn khi báo.",
          "Cán bộ xem trong 2 ngày làm việc. Hàng nguy hiểm hoặc hàng cấm được gỡ trong 24 giờ.",
        ],
      },
      {
        title: "Bước 3: quyết định",
        text: [
          "Cán bộ nghe cả hai bên, xem lô hàng và nhật ký, rồi quyết định có lý do. Tiền phải trả lại được ghi ngay vào đơn của bạn.",
        ],
      },
      {
        title: "Không đồng ý",
        text: [
          "Bạn có thể khiếu nại lên cơ quan bảo vệ người tiêu dùng của tỉnh, hòa giải, trọng tài hoặc kiện ra tòa. Chợ cung cấp chứng cứ đang giữ khi cơ quan có thẩm quyền yêu cầu.",
        ],
      },
    ],
  },
};

export type PolicyText = { title: string; lead: string; sections: { title: string; text: string[] }[] };
export type PolicyTexts = Record<keyof typeof policies, PolicyText>;

export default policies satisfies PolicyTexts;
